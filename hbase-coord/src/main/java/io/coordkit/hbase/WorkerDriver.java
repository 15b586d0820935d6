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
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the worker's machine: carries its actions to znodes and threads, and the answers back. Lives on one loop. */
final class WorkerDriver implements WorkerAction.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(SplitLogWorker.class);

    /** How often in a report period the machine hears of progress at most; the machine decides when to write it. */
    private static final int PROGRESS_PER_PERIOD = 10;

    private final EventLoop loop;
    private final ExecutorService threads;
    private final Znodes znodes;
    private final HBasePaths paths;
    private final long reportPeriodMs;
    private final SplitTaskExecutor executor;
    private final SplitLogWorkerMachine machine;
    private final CuratorWatcher childrenWatcher = this::onChildrenWatch;
    private final Map<SplitTaskName, RunningSplit> running = new HashMap<>();
    private final CompletableFuture<@Nullable Void> idle = new CompletableFuture<>();
    private boolean stopping;

    WorkerDriver(
            CuratorFramework client,
            HBasePaths paths,
            ServerName self,
            SplitTaskExecutor executor,
            WorkerSettings settings,
            EventLoop loop,
            ExecutorService threads) {
        this.loop = loop;
        this.threads = threads;
        this.paths = paths;
        reportPeriodMs = settings.reportPeriodMs();
        this.executor = executor;
        znodes = new Znodes(client, self.toString(), loop);
        machine = new SplitLogWorkerMachine(self, settings, new Random(), action -> action.perform(this));
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
        RunningSplit split = running.get(task);
        if (split == null) {
            return;
        }
        znodes.readAndWatch(
                paths.splitTask(task),
                split.watcher(),
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
    public void start(SplitTaskName task) {
        RunningSplit split = new RunningSplit(
                task,
                executor,
                event -> onTaskWatch(task, event),
                Math.max(1, reportPeriodMs / PROGRESS_PER_PERIOD),
                () -> input(m -> m.onProgress(loop.nowMs(), task)),
                result -> input(m -> onEnd(m, task, result)));
        running.put(task, split);
        threads.execute(split);
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
        RunningSplit split = running.get(task);
        if (split != null) {
            split.stop();
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
