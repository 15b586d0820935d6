package io.coordkit.hbase;

import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.hbase.machine.SplitLogWorkerMachine;
import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import io.coordkit.sim.world.ClientProcess;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.SessionState;
import java.util.Random;
import java.util.function.Consumer;

/** A region server that splits logs as long as its session lasts: the driver that runs on Curator, in the simulated world. */
final class WorldRegionServer {
    private static final int SESSION_MS = 6_000;
    private static final int STEPS = 5;
    private static final long RETRY_MS = 500;

    private final SplitLogWorld cluster;
    private final WorldSettings settings;
    private final ServerName self;
    private final ClientProcess process;
    private final ClientSession session;
    private final WorkerDriver driver;
    private boolean started;
    private long connections;

    WorldRegionServer(SplitLogWorld cluster, ServerName self, WorldSettings settings, int lastOperation) {
        this.cluster = cluster;
        this.settings = settings;
        this.self = self;
        process = cluster.world().process(self.host());
        session = process.open(SESSION_MS, this::onState);
        ZnodeOperations operations =
                new WorldOperations(process, session, cluster.ledger(), cluster.workersCount(), lastOperation);
        Znodes znodes = cluster.znodes(operations, self);
        Random random = new Random(cluster.world().random().nextLong());
        driver = new WorkerDriver(
                znodes, SplitLogWorld.PATHS, self, this::begin, settings.worker(), random, new WorldLoop(process));
        register();
    }

    ClientProcess process() {
        return process;
    }

    private void register() {
        session.create(SplitLogWorld.PATHS.regionServer(self), new byte[0], CreateMode.EPHEMERAL)
                .then(reply -> {
                    if (!reply.ok() && reply.error() != ErrorCode.NODE_EXISTS) {
                        process.after(RETRY_MS, this::register);
                    }
                });
    }

    /** What Curator's states are made of: a session counts as lost when nobody has been reached for as long as it lasts. */
    private void onState(SessionState state) {
        switch (state) {
            case CONNECTED -> {
                connections++;
                driver.input(started ? SplitLogWorkerMachine::onReconnected : SplitLogWorkerMachine::start);
                started = true;
            }
            case SUSPENDED -> {
                long then = connections;
                process.after(session.timeoutMillis(), () -> {
                    if (connections == then) {
                        driver.input(SplitLogWorkerMachine::onSessionLost);
                    }
                });
            }
            case EXPIRED -> process.crash();
            case CLOSED -> {}
        }
    }

    /** Resigns, and ends some seconds later. */
    void stop() {
        driver.stop();
        process.after(SESSION_MS, () -> {
            session.close();
            process.crash();
        });
    }

    private SplitWork.Running begin(
            SplitTaskName task, boolean replay, Runnable onProgress, Consumer<SplitResult> onEnd) {
        Work work = new Work(task, onProgress, onEnd);
        work.goOn(STEPS);
        return work;
    }

    /** Splits one log step by step, and fails now and then as long as there is trouble. */
    private final class Work implements SplitWork.Running {
        private final SplitTaskName task;
        private final Runnable onProgress;
        private final Consumer<SplitResult> onEnd;
        private boolean stopped;

        Work(SplitTaskName task, Runnable onProgress, Consumer<SplitResult> onEnd) {
            this.task = task;
            this.onProgress = onProgress;
            this.onEnd = onEnd;
        }

        @Override
        public void stop() {
            stopped = true;
        }

        void goOn(int stepsLeft) {
            process.after(1 + cluster.chance(settings.stepMs()), () -> {
                if (stopped) {
                    onEnd.accept(cluster.chance(2) == 0 ? SplitResult.PREEMPTED : SplitResult.RESIGNED);
                } else if (stepsLeft == 0) {
                    end();
                } else {
                    onProgress.run();
                    goOn(stepsLeft - 1);
                }
            });
        }

        private void end() {
            if (cluster.isTroubled() && cluster.chance(8) == 0) {
                onEnd.accept(cluster.chance(2) == 0 ? SplitResult.ERR : SplitResult.RESIGNED);
            } else {
                cluster.files().prepare(task);
                onEnd.accept(SplitResult.DONE);
            }
        }
    }
}
