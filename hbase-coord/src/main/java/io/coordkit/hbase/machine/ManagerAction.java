package io.coordkit.hbase.machine;

import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;

/** What the manager's machine asks of its driver. Each answer comes back as an input, in the order of the answers. */
public sealed interface ManagerAction {
    /** Hands this action to the method of its kind. */
    void perform(Handler handler);

    /** List the split-log directory; answered by {@link SplitLogManagerMachine#onListed}. */
    record ListTasks() implements ManagerAction {
        @Override
        public void perform(Handler handler) {
            handler.listTasks();
        }
    }

    /** Create the persistent node, unassigned, without metadata; answered by {@code onCreated} or {@code onCreateFailed}. */
    record CreateTask(SplitTaskName task) implements ManagerAction {
        @Override
        public void perform(Handler handler) {
            handler.createTask(task);
        }
    }

    /** Read the node and leave a data watch; answered by {@code onRead}, {@code onGone} or, for anything else, nothing. */
    record ReadTask(SplitTaskName task) implements ManagerAction {
        @Override
        public void perform(Handler handler) {
            handler.readTask(task);
        }
    }

    /** Write UNASSIGNED at a version (-1: any); answered by an {@code onUnassign…} input. */
    record Unassign(SplitTaskName task, int version) implements ManagerAction {
        @Override
        public void perform(Handler handler) {
            handler.unassign(task, version);
        }
    }

    /** Create a rescan node in the state DONE; answered by {@code onRescanCreated} or {@code onRescanFailed}. */
    record Rescan() implements ManagerAction {
        @Override
        public void perform(Handler handler) {
            handler.rescan();
        }
    }

    /** Commit what the worker prepared; answered by {@link SplitLogManagerMachine#onFinished}. Must be idempotent. */
    record Finish(SplitTaskName task, ServerName worker) implements ManagerAction {
        @Override
        public void perform(Handler handler) {
            handler.finish(task, worker);
        }
    }

    /** Delete the node at any version; answered by {@code onDeleted} (also when it was gone) or {@code onDeleteFailed}. */
    record Delete(SplitTaskName task) implements ManagerAction {
        @Override
        public void perform(Handler handler) {
            handler.delete(task);
        }
    }

    /** Tell those who wait for a batch; no answer. */
    record ReportBatch(long batch, BatchProgress progress) implements ManagerAction {
        @Override
        public void perform(Handler handler) {
            handler.reportBatch(batch, progress);
        }
    }

    /** One method for each kind of action. */
    interface Handler {
        void listTasks();

        void createTask(SplitTaskName task);

        void readTask(SplitTaskName task);

        void unassign(SplitTaskName task, int version);

        void rescan();

        void finish(SplitTaskName task, ServerName worker);

        void delete(SplitTaskName task);

        void reportBatch(long batch, BatchProgress progress);
    }
}
