package io.coordkit.hbase;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.RecoveryMode;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.machine.BatchProgress;
import io.coordkit.hbase.machine.ManagerAction;
import io.coordkit.hbase.machine.ManagerSettings;
import io.coordkit.hbase.machine.SplitLogManagerMachine;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the manager's machine: carries its actions to znodes and finisher, and the answers back. Lives on one loop. */
final class ManagerDriver implements ManagerAction.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(SplitLogManager.class);

    private final Loop loop;
    private final Executor finishers;
    private final Znodes znodes;
    private final HBasePaths paths;
    private SplitLogTask unassigned;
    private final TaskFinisher finisher;
    private final SplitLogManagerMachine machine;
    private final Map<Long, SplitBatch> batches = new HashMap<>();
    /** One watcher object for each task, so that reading twice does not watch twice. */
    private final Map<SplitTaskName, CuratorWatcher> watchers = new HashMap<>();
    /** Written on the loop, read by the finisher's thread, which must not begin what waits in its queue. */
    private volatile boolean closed;

    /**
     * @param znodes answered on the loop
     * @param finishers where commits are done, one after the other
     */
    ManagerDriver(
            Znodes znodes,
            HBasePaths paths,
            ServerName self,
            TaskFinisher finisher,
            ManagerSettings settings,
            Loop loop,
            Executor finishers) {
        this.znodes = znodes;
        this.loop = loop;
        this.finishers = finishers;
        this.paths = paths;
        this.finisher = finisher;
        unassigned = SplitLogTask.of(State.UNASSIGNED, self, settings.generation());
        machine = new SplitLogManagerMachine(settings, action -> action.perform(this));
    }

    SplitLogManagerMachine machine() {
        return machine;
    }

    /** For the tasks that are put up, or taken from somebody, from now on. */
    void recoveryMode(RecoveryMode mode) {
        unassigned = unassigned.withMode(mode);
    }

    void submit(SplitBatch batch, Collection<SplitTaskName> names) {
        batches.put(batch.id(), batch);
        List<SplitTaskName> duplicates = machine.submit(loop.nowMs(), batch.id(), names);
        if (!duplicates.isEmpty()) {
            batches.remove(batch.id());
            batch.fail("another batch waits for " + duplicates);
        }
    }

    void abandon(SplitBatch batch) {
        machine.abandon(batch.id());
        batches.remove(batch.id());
        batch.fail("abandoned at " + batch.progress());
    }

    void close() {
        closed = true;
        batches.values().forEach(batch -> batch.fail("the manager was closed at " + batch.progress()));
    }

    @Override
    public void listTasks() {
        znodes.list(paths.splitLog(), reply -> {
            if (reply.isOk()) {
                machine.onListed(
                        reply.children().stream().map(SplitTaskName::new).toList());
            } else {
                LOG.warn("cannot list {}: {}", paths.splitLog(), reply.code());
            }
        });
    }

    @Override
    public void createTask(SplitTaskName task) {
        znodes.create(paths.splitTask(task), CreateMode.PERSISTENT, unassigned.toBytes(), reply -> {
            if (reply.isOk() || reply.code() == Code.NODEEXISTS) {
                machine.onCreated(task);
            } else {
                LOG.warn("cannot create task {}: {}", task, reply.code());
                machine.onCreateFailed(task);
            }
        });
    }

    @Override
    public void readTask(SplitTaskName task) {
        String path = paths.splitTask(task);
        CuratorWatcher watcher = watchers.computeIfAbsent(task, name -> event -> onWatch(name, event));
        znodes.readAndWatch(path, watcher, reply -> {
            if (reply.isOk()) {
                onRead(task, reply);
            } else if (reply.isGone()) {
                machine.onGone(task);
            } else {
                LOG.warn("cannot read task {}: {}", task, reply.code());
            }
        });
    }

    private void onRead(SplitTaskName task, Znodes.Reply reply) {
        try {
            machine.onRead(loop.nowMs(), task, reply.version(), SplitLogTask.parse(reply.data()));
        } catch (UnreadableValueException damaged) {
            LOG.warn("left alone: {}", damaged.at(paths.splitTask(task)).getMessage());
        }
    }

    private void onWatch(SplitTaskName task, WatchedEvent event) {
        switch (event.getType()) {
            case NodeDataChanged -> loop.execute(() -> machine.onChanged(loop.nowMs(), task));
            case NodeDeleted -> loop.execute(() -> machine.onGone(task));
            case None,
                    NodeCreated,
                    NodeChildrenChanged,
                    DataWatchRemoved,
                    ChildWatchRemoved,
                    PersistentWatchRemoved -> {}
        }
    }

    @Override
    public void unassign(SplitTaskName task, int version) {
        LOG.info("resubmitting task={} version={}", task, version);
        znodes.write(paths.splitTask(task), version, unassigned.toBytes(), reply -> {
            if (reply.isOk()) {
                machine.onUnassigned(task);
            } else if (reply.isGone()) {
                machine.onUnassignGone(task);
            } else {
                machine.onUnassignRefused(loop.nowMs(), task);
            }
        });
    }

    @Override
    public void rescan() {
        byte[] value = unassigned.with(State.DONE, unassigned.server()).toBytes();
        znodes.create(paths.rescan(), CreateMode.EPHEMERAL_SEQUENTIAL, value, reply -> {
            if (reply.isOk()) {
                String path = reply.path();
                machine.onRescanCreated(new SplitTaskName(path.substring(path.lastIndexOf('/') + 1)));
            } else {
                machine.onRescanFailed();
            }
        });
    }

    @Override
    public void finish(SplitTaskName task, ServerName worker) {
        finishers.execute(() -> {
            if (closed) {
                return;
            }
            boolean committed = commit(task, worker);
            loop.execute(() -> machine.onFinished(loop.nowMs(), task, committed));
        });
    }

    /** Whatever the application's code throws, the machine must get its answer. */
    private boolean commit(SplitTaskName task, ServerName worker) {
        try {
            finisher.finish(task, worker);
            return true;
        } catch (IOException | RuntimeException refused) {
            LOG.warn("cannot commit task={} worker={}", task, worker, refused);
            return false;
        }
    }

    @Override
    public void delete(SplitTaskName task) {
        znodes.delete(paths.splitTask(task), reply -> {
            if (reply.isOk() || reply.isGone()) {
                watchers.remove(task);
                machine.onDeleted(task);
            } else {
                machine.onDeleteFailed(task);
            }
        });
    }

    @Override
    public void reportBatch(long id, BatchProgress progress) {
        SplitBatch batch = batches.get(id);
        if (batch != null) {
            if (progress.isComplete()) {
                batches.remove(id);
            }
            batch.update(progress);
        }
    }
}
