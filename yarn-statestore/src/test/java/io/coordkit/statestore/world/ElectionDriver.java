package io.coordkit.statestore.world;

import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.EventType;
import io.coordkit.elector.machine.ElectionState;
import io.coordkit.elector.machine.ElectorAction;
import io.coordkit.elector.machine.ElectorEvent;
import io.coordkit.elector.machine.ElectorEvent.LockChange;
import io.coordkit.elector.machine.ElectorEvent.SessionChange;
import io.coordkit.elector.machine.ElectorMachine;
import io.coordkit.elector.machine.ElectorSettings;
import io.coordkit.elector.machine.MemberData;
import io.coordkit.elector.machine.ResultCode;
import io.coordkit.sim.check.WatchedEvent;
import io.coordkit.sim.world.ClientProcess;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.SessionState;
import java.util.Optional;

/** The elector's machine on a simulated session. */
final class ElectionDriver implements ElectorAction.Handler {
    static final int SESSION_MS = 4_000;
    private static final String PARENT = "/election";
    private static final String LOCK = PARENT + "/ActiveStandbyElectorLock";
    private static final String BREADCRUMB = PARENT + "/ActiveBreadCrumb";

    /** What takes part in the election. */
    interface Service {
        /** Becomes active and calls {@link ElectionDriver#activationEnded} when that is decided. */
        void becomeActive(long session);

        void becomeStandby();
    }

    private final ElectorMachine machine = new ElectorMachine(ElectorSettings.hadoop(3, SESSION_MS));
    private final ClientProcess process;
    private final MemberData self;
    private final Service service;
    private Optional<ClientSession> session = Optional.empty();

    ElectionDriver(ClientProcess process, Service service) {
        this.process = process;
        this.self = MemberData.of(process.name());
        this.service = service;
    }

    /** Makes the znode that all elections are below. */
    static void prepare(ClientSession anyone) {
        anyone.create(PARENT, new byte[0], CreateMode.PERSISTENT);
    }

    void join() {
        step(new ElectorEvent.Join(self));
    }

    /** Gives the lock away and stands again at once. */
    void rejoin() {
        step(new ElectorEvent.Quit(false));
        join();
    }

    void activationEnded(long of, boolean succeeded) {
        step(new ElectorEvent.ActivationEnded(of, succeeded));
    }

    ElectionState state() {
        return machine.state();
    }

    private void step(ElectorEvent event) {
        machine.handle(event).forEach(action -> action.perform(this));
    }

    @Override
    public void openSession(ElectorAction.OpenSession action) {
        long number = action.session();
        session = Optional.of(process.open(SESSION_MS, state -> change(state)
                .ifPresent(change -> step(new ElectorEvent.SessionChanged(number, change)))));
    }

    private static Optional<SessionChange> change(SessionState state) {
        return switch (state) {
            case CONNECTED -> Optional.of(SessionChange.CONNECTED);
            case SUSPENDED -> Optional.of(SessionChange.DISCONNECTED);
            case EXPIRED -> Optional.of(SessionChange.EXPIRED);
            default -> Optional.empty();
        };
    }

    @Override
    public void closeSession(ElectorAction.CloseSession action) {
        session.filter(open -> !open.state().isFinal()).ifPresent(ClientSession::close);
        session = Optional.empty();
    }

    @Override
    public void createLock(ElectorAction.CreateLock action) {
        session()
                .create(LOCK, action.data().bytes(), CreateMode.EPHEMERAL)
                .then(reply -> step(new ElectorEvent.LockCreated(action.session(), code(reply.error()))));
    }

    @Override
    public void checkLock(ElectorAction.CheckLock action) {
        ClientSession asked = session();
        asked.exists(LOCK, event -> step(new ElectorEvent.LockChanged(action.session(), change(event))))
                .then(reply -> step(new ElectorEvent.LockChecked(
                        action.session(),
                        code(reply.error()),
                        reply.ok() && reply.get().ephemeralOwner() == asked.id())));
    }

    private static LockChange change(WatchedEvent event) {
        return event.type() == EventType.NODE_DELETED ? LockChange.DELETED : LockChange.OTHER;
    }

    @Override
    public void readBreadcrumb(ElectorAction.ReadBreadcrumb action) {
        session()
                .getData(BREADCRUMB)
                .then(reply -> step(
                        reply.ok()
                                ? new ElectorEvent.BreadcrumbRead(
                                        action.session(),
                                        ResultCode.OK,
                                        new MemberData(reply.get().data()),
                                        reply.get().stat().version())
                                : new ElectorEvent.BreadcrumbRead(
                                        action.session(), code(reply.error()), MemberData.of(""), 0)));
    }

    @Override
    public void createBreadcrumb(ElectorAction.CreateBreadcrumb action) {
        session()
                .create(BREADCRUMB, action.data().bytes(), CreateMode.PERSISTENT)
                .then(reply -> step(new ElectorEvent.BreadcrumbWritten(action.session(), code(reply.error()))));
    }

    @Override
    public void updateBreadcrumb(ElectorAction.UpdateBreadcrumb action) {
        session()
                .setData(BREADCRUMB, action.data().bytes(), action.version())
                .then(reply -> step(new ElectorEvent.BreadcrumbWritten(action.session(), code(reply.error()))));
    }

    @Override
    public void deleteBreadcrumb(ElectorAction.DeleteBreadcrumb action) {
        session()
                .delete(BREADCRUMB, action.version())
                .then(reply -> step(new ElectorEvent.BreadcrumbDeleted(action.session(), code(reply.error()))));
    }

    @Override
    public void startTimer(ElectorAction.StartTimer action) {
        process.after(action.delayMs(), () -> step(new ElectorEvent.TimerFired(action.timer())));
    }

    /** Does nothing, as the ResourceManager: who becomes active takes the store over. */
    @Override
    public void fenceOldActive(ElectorAction.FenceOldActive action) {
        process.after(1, () -> step(new ElectorEvent.FenceEnded(action.session(), true)));
    }

    @Override
    public void becomeActive(ElectorAction.BecomeActive action) {
        service.becomeActive(action.session());
    }

    @Override
    public void becomeStandby(ElectorAction.BecomeStandby action) {
        service.becomeStandby();
    }

    /** The worst of services: it goes on as if nothing had happened. */
    @Override
    public void enterNeutralMode(ElectorAction.EnterNeutralMode action) {}

    @Override
    public void notifyFatalError(ElectorAction.NotifyFatalError action) {
        process.after(1_000, this::rejoin);
    }

    @Override
    public void confirmQuit(ElectorAction.ConfirmQuit action) {}

    private ClientSession session() {
        return session.orElseThrow();
    }

    private static ResultCode code(ErrorCode error) {
        return switch (error) {
            case OK -> ResultCode.OK;
            case NO_NODE -> ResultCode.NO_NODE;
            case NODE_EXISTS -> ResultCode.NODE_EXISTS;
            case BAD_VERSION -> ResultCode.BAD_VERSION;
            case NO_AUTH -> ResultCode.NO_AUTH;
            case CONNECTION_LOSS -> ResultCode.CONNECTION_LOSS;
            case SESSION_EXPIRED -> ResultCode.SESSION_EXPIRED;
            default -> ResultCode.OTHER;
        };
    }
}
