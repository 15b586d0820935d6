package io.coordkit.elector.machine;

/**
 * What the machine wants done; the actions of one step are carried out in their order.
 */
public sealed interface ElectorAction {

    void perform(Handler handler);

    /** Start a new session with this number; answered by its first event, or by {@link ElectorEvent.SessionNotOpened}. */
    record OpenSession(long session) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.openSession(this);
        }
    }

    /** Close the session, whether it ever connected or not; its lock goes with it. Must be complete before the next action. */
    record CloseSession(long session) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.closeSession(this);
        }
    }

    /** Create the ephemeral lock. */
    record CreateLock(long session, MemberData data) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.createLock(this);
        }
    }

    /** Ask for the lock's stat and leave a watch. */
    record CheckLock(long session) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.checkLock(this);
        }
    }

    /** Read the breadcrumb with its version. */
    record ReadBreadcrumb(long session) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.readBreadcrumb(this);
        }
    }

    /** Create the persistent breadcrumb. */
    record CreateBreadcrumb(long session, MemberData data) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.createBreadcrumb(this);
        }
    }

    /** Write the breadcrumb if it still has the version that was read. */
    record UpdateBreadcrumb(long session, MemberData data, int version) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.updateBreadcrumb(this);
        }
    }

    /** Delete the breadcrumb if it still has the version that was read. */
    record DeleteBreadcrumb(long session, int version) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.deleteBreadcrumb(this);
        }
    }

    /** Deliver {@link ElectorEvent.TimerFired} after the delay; only the newest timer counts. */
    record StartTimer(long timer, long delayMs) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.startTimer(this);
        }
    }

    /** Make sure that the old active can do no more harm; answered by {@link ElectorEvent.FenceEnded}. */
    record FenceOldActive(long session, MemberData oldActive) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.fenceOldActive(this);
        }
    }

    /** The service becomes active; answered by {@link ElectorEvent.ActivationEnded}. */
    record BecomeActive(long session) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.becomeActive(this);
        }
    }

    /** The service becomes standby. */
    record BecomeStandby() implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.becomeStandby(this);
        }
    }

    /** The service learns that its state is unknown for now. */
    record EnterNeutralMode() implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.enterNeutralMode(this);
        }
    }

    /** The service learns that the member has left the election and why. */
    record NotifyFatalError(String message) implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.notifyFatalError(this);
        }
    }

    /** The oldest unconfirmed {@link ElectorEvent.Quit} has taken effect. */
    record ConfirmQuit() implements ElectorAction {
        @Override
        public void perform(Handler handler) {
            handler.confirmQuit(this);
        }
    }

    /** One method per kind of action. */
    interface Handler {
        void openSession(OpenSession action);

        void closeSession(CloseSession action);

        void createLock(CreateLock action);

        void checkLock(CheckLock action);

        void readBreadcrumb(ReadBreadcrumb action);

        void createBreadcrumb(CreateBreadcrumb action);

        void updateBreadcrumb(UpdateBreadcrumb action);

        void deleteBreadcrumb(DeleteBreadcrumb action);

        void startTimer(StartTimer action);

        void fenceOldActive(FenceOldActive action);

        void becomeActive(BecomeActive action);

        void becomeStandby(BecomeStandby action);

        void enterNeutralMode(EnterNeutralMode action);

        void notifyFatalError(NotifyFatalError action);

        void confirmQuit(ConfirmQuit action);
    }
}
