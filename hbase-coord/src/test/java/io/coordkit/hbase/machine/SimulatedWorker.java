package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;

/** A worker process: its work takes a while, reports progress, sometimes fails. */
final class SimulatedWorker extends SimulatedProcess implements WorkerAction.Handler {
    private static final int STEPS = 5;

    private final ServerName self;
    private final SplitLogWorkerMachine machine;
    private final Set<SplitTaskName> stopped = new HashSet<>();

    SimulatedWorker(SplitLogSimulation world, ServerName self) {
        super(world);
        this.self = self;
        WorkerSettings settings = new WorkerSettings(2, 2_500, 50, 100, 1000);
        Random random = new Random(world.random.nextLong());
        machine = new SplitLogWorkerMachine(self, settings, random, action -> action.perform(this));
    }

    ServerName name() {
        return self;
    }

    void start() {
        input(machine::start);
    }

    void stop() {
        input(machine::stop);
        world.after(5_000, this::restart);
    }

    private void restart() {
        if (!isCrashed()) {
            world.restartStopped(this);
        }
    }

    private void input(Runnable input) {
        deliver(() -> {
            input.run();
            if (machine.runningTasks() > 2) {
                throw new AssertionError(self + " runs " + machine.runningTasks() + " tasks");
            }
            long wakeAtMs = machine.wakeAtMs();
            if (wakeAtMs != SplitLogWorkerMachine.NEVER) {
                world.after(Math.max(0, wakeAtMs - world.now()), () -> tick(wakeAtMs));
            }
        });
    }

    private void tick(long wakeAtMs) {
        if (!isCrashed() && machine.wakeAtMs() == wakeAtMs) {
            input(() -> machine.onTick(world.now()));
        }
    }

    @Override
    public void listTasks() {
        operation(() -> {
            if (world.unlucky()) {
                input(() -> machine.onListFailed(world.now()));
                return;
            }
            List<SplitTaskName> names = world.znodes.listAndWatch(this, () -> input(machine::onChildrenChanged));
            input(() -> machine.onListed(world.now(), names));
        });
    }

    @Override
    public void readTask(SplitTaskName task) {
        operation(() -> {
            Optional<ZnodeModel.Node> node = world.unlucky() ? Optional.empty() : world.znodes.read(task);
            input(() -> node.ifPresentOrElse(
                    seen -> machine.onRead(world.now(), task, seen.version(), seen.value()),
                    () -> machine.onReadFailed(world.now())));
        });
    }

    @Override
    public void claim(SplitTaskName task, int version, SplitLogTask value) {
        write(
                task,
                version,
                value,
                now -> machine.onClaimed(world.now(), task, now),
                () -> machine.onClaimLost(world.now(), task));
    }

    @Override
    public void heartbeat(SplitTaskName task, int version, SplitLogTask value) {
        write(
                task,
                version,
                value,
                now -> machine.onHeartbeat(world.now(), task, now),
                () -> machine.onHeartbeatRefused(world.now(), task));
    }

    @Override
    public void complete(SplitTaskName task, int version, SplitLogTask value) {
        write(
                task,
                version,
                value,
                now -> machine.onCompleted(world.now(), task),
                () -> machine.onCompleted(world.now(), task));
    }

    /** An answer that is lost looks like a refusal: the client's retry does not help in these runs. */
    private void write(SplitTaskName task, int version, SplitLogTask value, IntConsumer done, Runnable refused) {
        operation(() -> {
            boolean neverArrived = world.unlucky();
            boolean answerLost = world.unlucky();
            Optional<Integer> written = neverArrived ? Optional.empty() : world.znodes.write(task, version, value);
            input(() -> written.filter(any -> !answerLost).ifPresentOrElse(done::accept, refused));
        });
    }

    @Override
    public void watchTask(SplitTaskName task) {
        operation(() -> {
            Optional<ZnodeModel.Node> node =
                    world.znodes.readAndWatch(task, this, () -> input(() -> machine.onTaskChanged(task)));
            input(() -> node.ifPresentOrElse(
                    seen -> machine.onOwnedRead(task, seen.value()), () -> machine.onOwnedGone(task)));
        });
    }

    @Override
    public void start(SplitTaskName task) {
        stopped.remove(task);
        step(task, STEPS);
    }

    private void step(SplitTaskName task, int stepsLeft) {
        world.after(
                world.random.nextInt(2000),
                () -> deliver(() -> {
                    if (stopped.remove(task)) {
                        input(() -> machine.onExecuted(world.now(), task, SplitResult.PREEMPTED));
                    } else if (stepsLeft == 0) {
                        end(task);
                    } else {
                        input(() -> machine.onProgress(world.now(), task));
                        step(task, stepsLeft - 1);
                    }
                }));
    }

    private void end(SplitTaskName task) {
        SplitResult result = SplitResult.DONE;
        if (world.chaos() && world.random.nextInt(8) == 0) {
            result = world.random.nextBoolean() ? SplitResult.ERR : SplitResult.RESIGNED;
        }
        if (result == SplitResult.DONE) {
            world.prepared.add(task);
        }
        SplitResult outcome = result;
        input(() -> machine.onExecuted(world.now(), task, outcome));
    }

    @Override
    public void stop(SplitTaskName task) {
        stopped.add(task);
    }
}
