package io.coordkit.elector.machine;

/**
 * What can happen to a member of an election.
 *
 * <p>Sessions are numbered by the machine in {@link ElectorAction.OpenSession}. Every result and watch event names the
 * session that it belongs to; what belongs to a session that the machine has closed is dropped. Each operation that the
 * machine asks for is answered by exactly one result.
 */
public sealed interface ElectorEvent {

    void deliver(Handler handler);

    /** What this event means when it had to wait for the end of a claim. */
    default ElectorEvent afterClaim() {
        return this;
    }

    /** The service wants to take part, known by {@code data}. No effect while it already does. */
    record Join(MemberData data) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onJoin(this);
        }
    }

    /** The service wants to leave; {@code needFence} tells that it may still act as the active and must be fenced. */
    record Quit(boolean needFence) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onQuit(this);
        }

        /** The service has become active without the caller's knowledge, so it must be fenced in any case. */
        @Override
        public Quit afterClaim() {
            return new Quit(true);
        }
    }

    /** A session could not even be started, for example because of a malformed address. */
    record SessionNotOpened(long session, String reason) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onSessionNotOpened(this);
        }
    }

    /** The connection of a session changed. */
    record SessionChanged(long session, SessionChange change) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onSessionChanged(this);
        }
    }

    /** A watch on the lock fired. */
    record LockChanged(long session, LockChange change) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onLockChanged(this);
        }
    }

    /** Result of {@link ElectorAction.CreateLock}. */
    record LockCreated(long session, ResultCode code) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onLockCreated(this);
        }
    }

    /** Result of {@link ElectorAction.CheckLock}; {@code own}: the lock's ephemeralOwner is this very session. */
    record LockChecked(long session, ResultCode code, boolean own) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onLockChecked(this);
        }
    }

    /** Result of {@link ElectorAction.ReadBreadcrumb}; data and version count only when the code is OK. */
    record BreadcrumbRead(long session, ResultCode code, MemberData data, int version) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onBreadcrumbRead(this);
        }
    }

    /** Result of {@link ElectorAction.CreateBreadcrumb} or {@link ElectorAction.UpdateBreadcrumb}. */
    record BreadcrumbWritten(long session, ResultCode code) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onBreadcrumbWritten(this);
        }
    }

    /** Result of {@link ElectorAction.DeleteBreadcrumb}. */
    record BreadcrumbDeleted(long session, ResultCode code) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onBreadcrumbDeleted(this);
        }
    }

    /** Result of {@link ElectorAction.FenceOldActive}. */
    record FenceEnded(long session, boolean succeeded) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onFenceEnded(this);
        }
    }

    /** Result of {@link ElectorAction.BecomeActive}. */
    record ActivationEnded(long session, boolean succeeded) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onActivationEnded(this);
        }
    }

    /** The delay of {@link ElectorAction.StartTimer} is over. */
    record TimerFired(long timer) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onTimerFired(this);
        }
    }

    /** The service failed in a callback that may not fail. */
    record CallbackFailed(String reason) implements ElectorEvent {
        @Override
        public void deliver(Handler handler) {
            handler.onCallbackFailed(this);
        }
    }

    /** The states of a connection that the election distinguishes. */
    enum SessionChange {
        CONNECTED,
        DISCONNECTED,
        EXPIRED,
        SASL_AUTHENTICATED,
        /** Failed authentication, a read-only server, or anything else that an elector cannot work with. */
        UNUSABLE
    }

    /** What a watch on the lock can tell. */
    enum LockChange {
        DELETED,
        /** Created, data changed, or anything else about the lock. */
        OTHER,
        /** A watch event that names no znode. */
        UNINTELLIGIBLE
    }

    /** One method per kind of event. */
    interface Handler {
        void onJoin(Join event);

        void onQuit(Quit event);

        void onSessionNotOpened(SessionNotOpened event);

        void onSessionChanged(SessionChanged event);

        void onLockChanged(LockChanged event);

        void onLockCreated(LockCreated event);

        void onLockChecked(LockChecked event);

        void onBreadcrumbRead(BreadcrumbRead event);

        void onBreadcrumbWritten(BreadcrumbWritten event);

        void onBreadcrumbDeleted(BreadcrumbDeleted event);

        void onFenceEnded(FenceEnded event);

        void onActivationEnded(ActivationEnded event);

        void onTimerFired(TimerFired event);

        void onCallbackFailed(CallbackFailed event);
    }
}
