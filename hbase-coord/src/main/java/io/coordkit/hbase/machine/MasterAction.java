package io.coordkit.hbase.machine;

/** What a master's election asks of its driver. */
public sealed interface MasterAction {
    /** Hands this action to the method of its kind. */
    void perform(Handler handler);

    /** Sign on among the waiting masters; answered by {@code onBackupCreated} or {@code onFailed}. */
    record CreateBackup() implements MasterAction {
        @Override
        public void perform(Handler handler) {
            handler.createBackup();
        }
    }

    /** Create the active master's ephemeral node; answered by {@code onCreated}, {@code onExists} or {@code onFailed}. */
    record CreateMaster() implements MasterAction {
        @Override
        public void perform(Handler handler) {
            handler.createMaster();
        }
    }

    /** Read that node and leave a watch; answered by {@code onRead}, {@code onUnreadable}, {@code onGone} or {@code onFailed}. */
    record ReadMaster() implements MasterAction {
        @Override
        public void perform(Handler handler) {
            handler.readMaster();
        }
    }

    /** Delete the node of a predecessor on our address, whose session has not ended yet; answered by {@code onStaleDeleted}. */
    record DeleteStaleMaster() implements MasterAction {
        @Override
        public void perform(Handler handler) {
            handler.deleteStaleMaster();
        }
    }

    /** Delete the active master's node if it lives with our session; answered by {@code onOwnDeleted}. */
    record DeleteOwnMaster() implements MasterAction {
        @Override
        public void perform(Handler handler) {
            handler.deleteOwnMaster();
        }
    }

    /** Sign off among the waiting masters; answered by {@code onOwnDeleted}. */
    record DeleteBackup() implements MasterAction {
        @Override
        public void perform(Handler handler) {
            handler.deleteBackup();
        }
    }

    /** Call {@code onRetry} after a pause. */
    record Pause() implements MasterAction {
        @Override
        public void perform(Handler handler) {
            handler.pause();
        }
    }

    /** Tell the application; no answer. */
    record Tell(MasterEvent event) implements MasterAction {
        @Override
        public void perform(Handler handler) {
            handler.tell(event);
        }
    }

    /** One method for each kind of action. */
    interface Handler {
        void createBackup();

        void createMaster();

        void readMaster();

        void deleteStaleMaster();

        void deleteOwnMaster();

        void deleteBackup();

        void pause();

        void tell(MasterEvent event);
    }
}
