package io.coordkit.hbase.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.SessionState;
import io.coordkit.sim.world.World;
import io.coordkit.sim.world.WorldOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Replication queues on a simulated ensemble whose servers fail, and region servers that are frozen, cut off and killed at any
 * moment: whatever happens, each log is in exactly one queue of one server in the end.
 */
class ClaimWorldTest {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final List<String> PEERS = List.of("p", "q");
    private static final List<String> WALS = List.of("w1", "w2", "w3");
    private static final String TWO = "two servers";
    private static final int SERVERS = 5;
    private static final int SEEDS = 40;
    private static final int TROUBLE_MS = 20_000;

    @Test
    void byMultiEachQueueHasOneOwner() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed, (paths, self, dead, queue) -> new MultiClaim(paths, Generation.HBASE_2, self, dead, queue));
        }
    }

    @Test
    void byLockEachQueueHasOneOwner() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed, LockClaim::new);
        }
    }

    private static void run(long seed, SimulatedHeir.Way way) {
        World world = new World(WorldOptions.of(seed).withServers(3));
        ClientSession operator = connect(world, "operator");
        makeDirectories(world, operator);
        List<SimulatedHeir> heirs = new ArrayList<>();
        for (int i = 1; i <= SERVERS; i++) {
            ServerName name = new ServerName("rs" + i, 1, 1);
            makeQueues(world, operator, name);
            heirs.add(new SimulatedHeir(world, name, PATHS, way));
        }
        world.await("signs of life", () -> heirs.stream().allMatch(SimulatedHeir::isRegistered), 60_000);

        heirs.forEach(SimulatedHeir::beginToInherit);
        trouble(world, heirs);
        ClientSession observer = connect(world, "observer");
        world.await("one owner for each log", () -> isSettled(world, observer, heirs), 300_000);
        assertThat(owners(world, observer)).as("seed %d", seed).hasSize(SERVERS * PEERS.size() * WALS.size());
    }

    private static ClientSession connect(World world, String name) {
        ClientSession session = world.process(name).open(10_000, state -> {});
        world.await("a connection", () -> session.state() == SessionState.CONNECTED, 60_000);
        return session;
    }

    /** Somebody dies every few seconds, one is left, and the rest of the world is no help. */
    private static void trouble(World world, List<SimulatedHeir> heirs) {
        world.disturbServers(TROUBLE_MS);
        world.disturbProcesses(TROUBLE_MS);
        for (int victim = 0; victim < SERVERS - 2; victim++) {
            world.runFor(1 + world.random().nextInt(2 * TROUBLE_MS / SERVERS));
            heirs.get(victim).process().crash();
        }
        world.runFor(TROUBLE_MS);
        world.heal();
        world.settle();
    }

    /** Nothing belongs to the dead any more, unless all are dead. */
    private static boolean isSettled(World world, ClientSession operator, List<SimulatedHeir> heirs) {
        TreeSet<String> alive = new TreeSet<>();
        heirs.stream()
                .filter(SimulatedHeir::isAlive)
                .forEach(heir -> alive.add(heir.name().toString()));
        Map<String, String> owners = owners(world, operator);
        return alive.isEmpty()
                || (owners.size() == SERVERS * PEERS.size() * WALS.size() && alive.containsAll(owners.values()));
    }

    /** Server by {@code origin/peer/log}; while a log is in two queues, as in the middle of a move under a lock, {@link #TWO}. */
    private static Map<String, String> owners(World world, ClientSession operator) {
        Map<String, String> owners = new TreeMap<>();
        for (String server : names(world, operator, PATHS.replication().servers())) {
            String directory = PATHS.replication().servers() + "/" + server;
            for (String node : names(world, operator, directory)) {
                QueueId.find(node).ifPresent(queue -> names(world, operator, directory + "/" + node)
                        .forEach(wal -> {
                            String log = origin(queue, server) + "/" + queue.peerId() + "/" + wal;
                            owners.merge(log, server, (one, other) -> TWO);
                        }));
            }
        }
        return owners;
    }

    private static String origin(QueueId queue, String server) {
        return queue.isRecovered() ? queue.deadServers().get(0).toString() : server;
    }

    private static List<String> names(World world, ClientSession operator, String path) {
        var reply = world.answer(operator.getChildren(path));
        return reply.ok()
                ? reply.get().names().stream().sorted(Comparator.naturalOrder()).toList()
                : List.of();
    }

    private static void makeDirectories(World world, ClientSession operator) {
        List.of("/hbase", "/hbase/rs", "/hbase/replication", "/hbase/replication/peers", "/hbase/replication/rs")
                .forEach(path -> make(world, operator, path));
        PEERS.forEach(peer -> make(world, operator, PATHS.replication().peer(peer)));
    }

    private static void makeQueues(World world, ClientSession operator, ServerName server) {
        make(world, operator, PATHS.replication().server(server));
        for (String peer : PEERS) {
            make(world, operator, PATHS.replication().queue(server, QueueId.of(peer)));
            WALS.forEach(wal -> make(world, operator, PATHS.replication().wal(server, QueueId.of(peer), wal)));
        }
    }

    private static void make(World world, ClientSession operator, String path) {
        assertThat(world.answer(operator.create(path, new byte[0], CreateMode.PERSISTENT))
                        .error())
                .isIn(ErrorCode.OK, ErrorCode.NODE_EXISTS);
    }
}
