package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A manager process: its crash handling submits what is not yet committed, until every log is split. */
final class SimulatedManager extends SimulatedProcess implements ManagerAction.Handler {
    private static final long TICK_MS = 1000;

    private final ServerName self;
    private final SplitLogManagerMachine machine;
    private boolean done;
    private long batch;

    SimulatedManager(SplitLogSimulation world, ServerName self) {
        super(world);
        this.self = self;
        ManagerSettings settings = new ManagerSettings(Generation.HBASE_2, 8_000, 3, 15_000, 3);
        machine = new SplitLogManagerMachine(settings, action -> action.perform(this));
    }

    void start() {
        deliver(() -> machine.start(world.now()));
        deliver(this::submitRest);
        tick();
    }

    private void submitRest() {
        Set<SplitTaskName> rest = new TreeSet<>(world.tasks);
        rest.removeAll(world.commits.keySet());
        machine.submit(world.now(), ++batch, rest);
    }

    private void tick() {
        world.after(TICK_MS, () -> {
            if (!isCrashed()) {
                deliver(() -> machine.onTick(world.now()));
                tick();
            }
        });
    }

    boolean isDone() {
        return done && machine.openTasks() == 0;
    }

    void died(ServerName server) {
        deliver(() -> machine.onWorkersDied(Set.of(server)));
    }

    @Override
    public void listTasks() {
        operation(() -> {
            List<SplitTaskName> names = world.znodes.list();
            deliver(() -> machine.onListed(names));
        });
    }

    @Override
    public void createTask(SplitTaskName task) {
        operation(() -> {
            if (world.unlucky()) {
                deliver(() -> machine.onCreateFailed(task));
                return;
            }
            world.znodes.create(task, value(State.UNASSIGNED));
            deliver(() -> machine.onCreated(task));
        });
    }

    @Override
    public void readTask(SplitTaskName task) {
        operation(() -> {
            Optional<ZnodeModel.Node> node =
                    world.znodes.readAndWatch(task, this, () -> deliver(() -> machine.onChanged(world.now(), task)));
            deliver(() -> node.ifPresentOrElse(
                    seen -> machine.onRead(world.now(), task, seen.version(), seen.value()),
                    () -> machine.onGone(task)));
        });
    }

    @Override
    public void unassign(SplitTaskName task, int version) {
        operation(() -> {
            boolean lost = world.unlucky();
            boolean gone = world.znodes.read(task).isEmpty();
            boolean written =
                    world.znodes.write(task, version, value(State.UNASSIGNED)).isPresent();
            deliver(() -> {
                if (written && !lost) {
                    machine.onUnassigned(task);
                } else if (gone && !lost) {
                    machine.onUnassignGone(task);
                } else {
                    machine.onUnassignRefused(world.now(), task);
                }
            });
        });
    }

    @Override
    public void rescan() {
        operation(() -> {
            if (world.unlucky()) {
                deliver(machine::onRescanFailed);
                return;
            }
            SplitTaskName name = world.znodes.createRescan(value(State.DONE));
            deliver(() -> machine.onRescanCreated(name));
        });
    }

    @Override
    public void finish(SplitTaskName task, ServerName worker) {
        operation(() -> {
            boolean committed = world.commit(task);
            deliver(() -> machine.onFinished(world.now(), task, committed));
        });
    }

    @Override
    public void delete(SplitTaskName task) {
        operation(() -> {
            boolean lost = world.unlucky();
            world.znodes.delete(task);
            deliver(() -> {
                if (lost) {
                    machine.onDeleteFailed(task);
                } else {
                    machine.onDeleted(task);
                }
            });
        });
    }

    @Override
    public void reportBatch(long id, BatchProgress progress) {
        if (id != batch || !progress.isComplete()) {
            return;
        }
        if (progress.isSuccess()) {
            done = true;
        } else {
            world.after(TICK_MS, () -> deliver(this::submitRest));
        }
    }

    private SplitLogTask value(State state) {
        return SplitLogTask.of(state, self, Generation.HBASE_2);
    }

    @Override
    public String toString() {
        return machine.toString();
    }
}
