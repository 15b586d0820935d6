package io.coordkit.hbase;

import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import io.coordkit.sim.world.ClientProcess;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.World;
import io.coordkit.sim.world.WorldOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Masters and region servers around a simulated ensemble, and the logs of a server that has died. In the end every log must be
 * split and committed, and no task be left.
 */
final class SplitLogWorld {
    static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final int MASTERS = 2;
    private static final int SESSION_MS = 10_000;
    private static final int REPAIR_MS = 3_000;
    private static final long PATIENCE_MS = 300_000;

    private final WorldSettings settings;
    private final World world;
    private final TaskLedger ledger = new TaskLedger();
    private final WalFiles files;
    private final OperationCount managersCount = new OperationCount();
    private final OperationCount workersCount = new OperationCount();
    private final ClientProcess operator;
    private final List<WorldMaster> masters = new ArrayList<>();
    private final List<WorldRegionServer> servers = new ArrayList<>();
    private long incarnations;
    private boolean troubled;

    SplitLogWorld(long seed, WorldSettings settings) {
        this.settings = settings;
        world = new World(WorldOptions.of(seed).withServers(settings.servers()));
        files = new WalFiles(settings.logs());
        operator = world.process("operator");
        ClientSession session = operator.open(SESSION_MS, state -> {});
        Stream.of("/hbase", PATHS.regionServers(), PATHS.splitLog()).forEach(path -> {
            ErrorCode made = world.answer(session.create(path, new byte[0], CreateMode.PERSISTENT))
                    .error();
            if (made != ErrorCode.OK) {
                throw new AssertionError(path + " cannot be made: " + made);
            }
        });
    }

    World world() {
        return world;
    }

    TaskLedger ledger() {
        return ledger;
    }

    WalFiles files() {
        return files;
    }

    OperationCount managersCount() {
        return managersCount;
    }

    OperationCount workersCount() {
        return workersCount;
    }

    boolean isTroubled() {
        return troubled;
    }

    int chance(int bound) {
        return world.random().nextInt(bound);
    }

    boolean isMissing(SplitTaskName task) {
        return world.peek(PATHS.splitTask(task)).isEmpty();
    }

    Znodes znodes(ZnodeOperations operations, ServerName writer) {
        return new Znodes(new BuggyOperations(operations, settings.bug()), writer.toString(), () -> world.random()
                .nextLong());
    }

    /**
     * Starts them all.
     *
     * @param ofMaster the operation that the first master dies with, or 0
     * @param ofServer the same for the first region server
     */
    SplitLogWorld start(int ofMaster, int ofServer) {
        for (int i = 0; i < settings.workers(); i++) {
            servers.add(server(i, i == 0 ? ofServer : 0));
        }
        world.runFor(REPAIR_MS);
        for (int i = 0; i < MASTERS; i++) {
            masters.add(master(i, i == 0 ? ofMaster : 0));
        }
        repair();
        return this;
    }

    private WorldMaster master(int index, int lastOperation) {
        ServerName name = new ServerName("master" + index, 1, ++incarnations);
        return new WorldMaster(this, name, settings, lastOperation);
    }

    private WorldRegionServer server(int index, int lastOperation) {
        ServerName name = new ServerName("rs" + index, 1, ++incarnations);
        return new WorldRegionServer(this, name, settings, lastOperation);
    }

    /** Whoever has died is started again, as another incarnation. */
    private void repair() {
        for (int i = 0; i < masters.size(); i++) {
            if (!masters.get(i).process().isAlive()) {
                masters.set(i, master(i, 0));
            }
        }
        for (int i = 0; i < servers.size(); i++) {
            if (!servers.get(i).process().isAlive()) {
                servers.set(i, server(i, 0));
            }
        }
        operator.after(REPAIR_MS, this::repair);
    }

    /** For some time anything may break: servers of the ensemble, masters, region servers, and what joins them. */
    SplitLogWorld disturb(int millis) {
        troubled = true;
        world.disturbServers(millis);
        operator.after(chance(REPAIR_MS), this::strike);
        for (int left = millis; left > 0; left -= millis / 3) {
            world.disturbProcesses(millis / 3);
            operator.thaw();
            world.runFor(millis / 3);
        }
        troubled = false;
        world.heal();
        world.settle();
        return this;
    }

    private void strike() {
        if (!troubled) {
            return;
        }
        WorldRegionServer server = servers.get(chance(servers.size()));
        switch (chance(3)) {
            case 0 ->
                masters.stream().filter(WorldMaster::leads).findFirst().ifPresent(master -> master.process()
                        .crash());
            case 1 -> server.process().crash();
            default -> server.stop();
        }
        operator.after(1_000 + chance(5_000), this::strike);
    }

    /** Nothing is lost: all logs are committed, and all tasks gone. */
    SplitLogWorld finish() {
        if (!world.runUntil(this::isOver, PATIENCE_MS)) {
            throw new AssertionError(this);
        }
        return this;
    }

    private boolean isOver() {
        return files.isAllCommitted()
                && world.peek(PATHS.splitLog())
                        .filter(node -> node.stat().numChildren() == 0)
                        .isPresent();
    }

    @Override
    public String toString() {
        return files.rest() + " are not split; " + masters;
    }
}
