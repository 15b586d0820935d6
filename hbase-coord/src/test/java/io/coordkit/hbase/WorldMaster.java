package io.coordkit.hbase;

import io.coordkit.core.wire.CreateMode;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import io.coordkit.sim.world.ClientProcess;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.SessionState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A master that waits until there is no other, and then has a dead server's logs split: the driver that runs on Curator, in the
 * simulated world. It ends with its session.
 */
final class WorldMaster {
    private static final int SESSION_MS = 6_000;
    private static final long PERIOD_MS = 1_000;

    private final SplitLogWorld cluster;
    private final WorldSettings settings;
    private final ServerName self;
    private final ClientProcess process;
    private final ClientSession session;
    private final ManagerDriver driver;
    private final WorldLoop loop;
    private final boolean adopts;
    private boolean leads;
    private boolean connectedBefore;
    private Set<ServerName> alive = Set.of();
    private Set<SplitTaskName> submitted = Set.of();
    private Optional<SplitBatch> batch = Optional.empty();
    private long batches;

    WorldMaster(SplitLogWorld cluster, ServerName self, WorldSettings settings, int lastOperation) {
        this.cluster = cluster;
        this.settings = settings;
        this.self = self;
        process = cluster.world().process(self.host());
        session = process.open(SESSION_MS, this::onState);
        loop = new WorldLoop(process);
        adopts = cluster.chance(2) == 0;
        ZnodeOperations operations =
                new WorldOperations(process, session, cluster.ledger(), cluster.managersCount(), lastOperation);
        Znodes znodes = cluster.znodes(operations, self);
        driver = new ManagerDriver(
                znodes,
                SplitLogWorld.PATHS,
                self,
                this::commit,
                settings.manager(),
                loop,
                commit -> process.after(1 + cluster.chance(settings.stepMs() / 10), commit));
        contend();
    }

    ClientProcess process() {
        return process;
    }

    boolean leads() {
        return leads && process.isAlive();
    }

    private void onState(SessionState state) {
        switch (state) {
            case CONNECTED -> {
                if (connectedBefore && leads) {
                    driver.machine().onReconnected(loop.nowMs());
                }
                connectedBefore = true;
            }
            case EXPIRED -> process.crash();
            case SUSPENDED, CLOSED -> {}
        }
    }

    /** Its own node counts, too: the answer to an earlier attempt may have been lost. */
    private void contend() {
        byte[] name = self.toString().getBytes(StandardCharsets.UTF_8);
        session.create(SplitLogWorld.PATHS.master(), name, CreateMode.EPHEMERAL).then(made -> {
            if (made.ok()) {
                lead();
            } else {
                session.exists(SplitLogWorld.PATHS.master()).then(there -> {
                    if (there.ok() && there.get().ephemeralOwner() == session.id()) {
                        lead();
                    } else {
                        process.after(PERIOD_MS, this::contend);
                    }
                });
            }
        });
    }

    private void lead() {
        leads = true;
        driver.machine().start(loop.nowMs());
        watchServers();
        round();
    }

    private void round() {
        if (settings.bug() != PlantedBug.TRUSTS_THE_DEAD) {
            driver.machine().onTick(loop.nowMs());
        }
        submitRest();
        process.after(PERIOD_MS, this::round);
    }

    /** Puts up what is not split. Whoever does not adopt leaves to itself what a predecessor has put up. */
    private void submitRest() {
        if (batch.filter(open -> !open.completion().isDone()).isPresent()) {
            return;
        }
        batch.filter(over -> !over.completion().isCompletedExceptionally())
                .filter(over -> over.progress().isSuccess())
                .ifPresent(over -> cluster.files().requireCommitted(submitted));
        batch = Optional.empty();
        submitted = cluster.files().rest().stream()
                .filter(task -> adopts || cluster.isMissing(task))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!submitted.isEmpty()) {
            SplitBatch next = new SplitBatch(++batches);
            batch = Optional.of(next);
            driver.submit(next, submitted);
        }
    }

    private void commit(SplitTaskName task, ServerName worker) throws IOException {
        switch (settings.bug()) {
            case COMMITS_NOTHING -> {}
            case COMMITS_TWICE -> cluster.files().move(task);
            default -> cluster.files().commit(task);
        }
        if (cluster.isTroubled() && cluster.chance(20) == 0) {
            throw new IOException("the answer of the file system is lost");
        }
    }

    private void watchServers() {
        session.getChildren(SplitLogWorld.PATHS.regionServers()).then(reply -> {
            if (reply.ok()) {
                onServers(reply.get().names());
            }
            process.after(PERIOD_MS, this::watchServers);
        });
    }

    private void onServers(List<String> names) {
        Set<ServerName> now = names.stream().map(ServerName::of).collect(Collectors.toCollection(TreeSet::new));
        Set<ServerName> dead = new TreeSet<>(alive);
        dead.removeAll(now);
        alive = now;
        driver.machine().onOnlineWorkers(now);
        driver.machine().onWorkersDied(dead);
    }

    @Override
    public String toString() {
        return self + (leads() ? " leads:\n" + driver.machine() : " waits");
    }
}
