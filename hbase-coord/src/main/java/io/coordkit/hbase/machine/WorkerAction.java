package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.paths.SplitTaskName;

/** What the worker's machine asks of its driver. Each answer comes back as an input, in the order of the answers. */
public sealed interface WorkerAction {
    /** Hands this action to the method of its kind. */
    void perform(Handler handler);

    /** List the split-log directory and leave a children watch; answered by {@code onListed} or {@code onListFailed}. */
    record ListTasks() implements WorkerAction {
        @Override
        public void perform(Handler handler) {
            handler.listTasks();
        }
    }

    /** Read a task that might be free, without a watch; answered by {@code onRead} or {@code onReadFailed}. */
    record ReadTask(SplitTaskName task) implements WorkerAction {
        @Override
        public void perform(Handler handler) {
            handler.readTask(task);
        }
    }

    /** Write OWNED at the version read; answered by {@code onClaimed} or {@code onClaimLost}. */
    record Claim(SplitTaskName task, int version, SplitLogTask value) implements WorkerAction {
        @Override
        public void perform(Handler handler) {
            handler.claim(task, version, value);
        }
    }

    /** Read an owned task and leave a data watch; answered by {@code onOwnedRead} or {@code onOwnedGone}. */
    record WatchTask(SplitTaskName task) implements WorkerAction {
        @Override
        public void perform(Handler handler) {
            handler.watchTask(task);
        }
    }

    /**
     * Begin the work on another thread; answered by {@code onExecuted}, exactly once.
     *
     * @param replay whether the manager asks for replay in place of splitting
     */
    record Start(SplitTaskName task, boolean replay) implements WorkerAction {
        @Override
        public void perform(Handler handler) {
            handler.start(task, replay);
        }
    }

    /** Make the work's progress report return false, and interrupt it; no answer of its own. */
    record Stop(SplitTaskName task) implements WorkerAction {
        @Override
        public void perform(Handler handler) {
            handler.stop(task);
        }
    }

    /** Write OWNED again at the last version; answered by {@code onHeartbeat} or {@code onHeartbeatRefused}. */
    record Heartbeat(SplitTaskName task, int version, SplitLogTask value) implements WorkerAction {
        @Override
        public void perform(Handler handler) {
            handler.heartbeat(task, version, value);
        }
    }

    /** Write the final state at the last version; answered by {@code onCompleted}, whether it succeeded or not. */
    record Complete(SplitTaskName task, int version, SplitLogTask value) implements WorkerAction {
        @Override
        public void perform(Handler handler) {
            handler.complete(task, version, value);
        }
    }

    /** One method for each kind of action. */
    interface Handler {
        void listTasks();

        void readTask(SplitTaskName task);

        void claim(SplitTaskName task, int version, SplitLogTask value);

        void watchTask(SplitTaskName task);

        void start(SplitTaskName task, boolean replay);

        void stop(SplitTaskName task);

        void heartbeat(SplitTaskName task, int version, SplitLogTask value);

        void complete(SplitTaskName task, int version, SplitLogTask value);
    }
}
