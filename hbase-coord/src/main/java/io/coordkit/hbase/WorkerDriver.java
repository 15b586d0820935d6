package io.coordkit.hbase;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.machine.SplitLogWorkerMachine;
import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.machine.WorkerAction;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the worker's machine: carries its actions to znodes and threads, and the answers back. Lives on one loop. */
final class WorkerDriver implements WorkerAction.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(SplitLogWorker.class);

    private final Loop loop;
    private final Znodes znodes;
    private final HBasePaths paths;
    private final SplitWork work;
    private final SplitLogWorkerMachine machine;
    private final CuratorWatcher childrenWatcher = this::onChildrenWatch;
    private final Map<SplitTaskName, OwnTask> running = new HashMap<>();
    private final CompletableFuture<@Nullable Void> idle = new CompletableFuture<>();
    private boolean stopping;

    /**
     * A task at work.
     *
     * @param watcher of its node, one object for as long as it runs, so that reading twice does not watch twice
     */
    private record OwnTask(SplitWork.Running work, CuratorWatcher watcher) {}

    /**
     * @param znodes answered on the loop
     * @param random see {@link SplitLogWorkerMachine}
     */
    WorkerDriver(
            Znodes znodes,
            HBasePaths paths,
            ServerName self,
            SplitWork work,
            WorkerSettings settings,
            Random random,
            Loop loop) {
        this.znodes = znodes;
        this.paths = paths;
        this.work = work;
        this.loop = loop;
        machine = new SplitLogWorkerMachine(self, settings, random, action -> action.perform(this));
    }

    /** Resigns the running tasks; completes when their nodes say so. */
    CompletableFuture<@Nullable Void> stop() {
        input(m -> {
            stopping = true;
            m.stop();
        });
        return idle;
    }

    /** Gives the machine an input on the loop, and then the tick it asks for. */
    void input(Consumer<SplitLogWorkerMachine> input) {
        loop.execute(() -> now(input));
    }

    private void now(Consumer<SplitLogWorkerMachine> input) {
        input.accept(machine);
        if (stopping && machine.runningTasks() == 0) {
            idle.complete(null);
        }
        long wakeAtMs = machine.wakeAtMs();
        if (wakeAtMs != SplitLogWorkerMachine.NEVER) {
            loop.schedule(wakeAtMs - loop.nowMs(), () -> tick(wakeAtMs));
        }
    }

    /** A tick that was scheduled before the machine changed its mind does nothing. */
    private void tick(long wakeAtMs) {
        if (machine.wakeAtMs() == wakeAtMs) {
            now(m -> m.onTick(loop.nowMs()));
        }
    }

    @Override
    public void listTasks() {
        znodes.listAndWatch(
                paths.splitLog(),
                childrenWatcher,
                reply -> now(m -> {
                    if (reply.isOk()) {
                        m.onListed(
                                loop.nowMs(),
                                reply.children().stream()
                                        .map(SplitTaskName::new)
                                        .toList());
                    } else {
                        m.onListFailed(loop.nowMs());
                    }
                }));
    }

    private void onChildrenWatch(WatchedEvent event) {
        if (event.getType() == EventType.NodeChildrenChanged) {
            input(SplitLogWorkerMachine::onChildrenChanged);
        }
    }

    @Override
    public void readTask(SplitTaskName task) {
        znodes.read(
                paths.splitTask(task),
                reply -> now(m -> {
                    try {
                        if (reply.isOk()) {
                            m.onRead(loop.nowMs(), task, reply.version(), SplitLogTask.parse(reply.data()));
                        } else {
                            m.onReadFailed(loop.nowMs());
                        }
                    } catch (UnreadableValueException damaged) {
                        report(task, damaged);
                        m.onReadFailed(loop.nowMs());
                    }
                }));
    }

    @Override
    public void claim(SplitTaskName task, int version, SplitLogTask value) {
        znodes.write(
                paths.splitTask(task),
                version,
                value.toBytes(),
                reply -> now(m -> {
                    if (reply.isOk()) {
                        m.onClaimed(loop.nowMs(), task, reply.version());
                    } else {
                        m.onClaimLost(loop.nowMs(), task);
                    }
                }));
    }

    @Override
    public void watchTask(SplitTaskName task) {
        OwnTask own = running.get(task);
        if (own == null) {
            return;
        }
        znodes.readAndWatch(
                paths.splitTask(task),
                own.watcher(),
                reply -> now(m -> {
                    try {
                        if (reply.isOk()) {
                            m.onOwnedRead(task, SplitLogTask.parse(reply.data()));
                        } else if (reply.isGone()) {
                            m.onOwnedGone(task);
                        }
                    } catch (UnreadableValueException damaged) {
                        report(task, damaged);
                    }
                }));
    }

    private void report(SplitTaskName task, UnreadableValueException damaged) {
        LOG.warn("left alone: {}", damaged.at(paths.splitTask(task)).getMessage());
    }

    @Override
    public void start(SplitTaskName task, boolean replay) {
        SplitWork.Running begun = work.begin(
                task,
                replay,
                () -> input(m -> m.onProgress(loop.nowMs(), task)),
                result -> input(m -> onEnd(m, task, result)));
        running.put(task, new OwnTask(begun, event -> onTaskWatch(task, event)));
    }

    private void onEnd(SplitLogWorkerMachine m, SplitTaskName task, SplitResult result) {
        running.remove(task);
        m.onExecuted(loop.nowMs(), task, result);
    }

    private void onTaskWatch(SplitTaskName task, WatchedEvent event) {
        if (event.getType() == EventType.NodeDataChanged || event.getType() == EventType.NodeDeleted) {
            input(m -> m.onTaskChanged(task));
        }
    }

    @Override
    public void stop(SplitTaskName task) {
        OwnTask own = running.get(task);
        if (own != null) {
            own.work().stop();
        }
    }

    @Override
    public void heartbeat(SplitTaskName task, int version, SplitLogTask value) {
        znodes.write(
                paths.splitTask(task),
                version,
                value.toBytes(),
                reply -> now(m -> {
                    if (reply.isOk()) {
                        m.onHeartbeat(loop.nowMs(), task, reply.version());
                    } else {
                        m.onHeartbeatRefused(loop.nowMs(), task);
                    }
                }));
    }

    @Override
    public void complete(SplitTaskName task, int version, SplitLogTask value) {
        znodes.write(
                paths.splitTask(task),
                version,
                value.toBytes(),
                reply -> now(m -> {
                    if (!reply.isOk()) {
                        LOG.warn(
                                "task={} was not ours any more: {} not written, {}", task, value.state(), reply.code());
                    }
                    m.onCompleted(loop.nowMs(), task);
                }));
    }
}
