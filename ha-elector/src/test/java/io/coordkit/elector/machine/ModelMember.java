package io.coordkit.elector.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/** One member in the model: the machine, its mailbox, its session, and its service. */
final class ModelMember implements ElectorAction.Handler {
    private final Exploration cluster;
    final MemberData data;
    final ElectorMachine machine = new ElectorMachine(Member.SETTINGS);
    final Deque<ElectorEvent> mailbox = new ArrayDeque<>();
    final List<Long> timers = new ArrayList<>();
    Optional<ModelEnsemble.Session> session = Optional.empty();
    boolean networkUp = true;
    boolean frozen;

    /** Numbers the attempts to become active; a fence ends all that began before it. */
    private long claim;

    private long activeClaim;
    private long fencedClaims;

    ModelMember(Exploration cluster, MemberData data) {
        this.cluster = cluster;
        this.data = data;
    }

    void step(ElectorEvent event) {
        for (ElectorAction action : machine.handle(event)) {
            cluster.trace(this, action);
            action.perform(this);
        }
    }

    /** The caller's side of leaving: without need of a fence it first makes the service standby. */
    void quit(boolean needFence) {
        if (!needFence) {
            activeClaim = 0;
        }
        step(new ElectorEvent.Quit(needFence));
    }

    /** Whether the service acts as the active and nobody has stopped it: neutral mode alone does not stop it. */
    boolean isUnfencedActive() {
        return activeClaim > fencedClaims;
    }

    void cut(RandomGenerator random) {
        networkUp = false;
        session.ifPresent(open -> open.cut(random));
    }

    void connect() {
        networkUp = true;
        session.filter(open -> !open.connected).ifPresent(ModelEnsemble.Session::connect);
    }

    @Override
    public void openSession(ElectorAction.OpenSession action) {
        session = Optional.of(cluster.ensemble.open(action.session(), mailbox::add));
        if (networkUp) {
            connect();
        }
    }

    @Override
    public void closeSession(ElectorAction.CloseSession action) {
        session.orElseThrow().close();
        session = Optional.empty();
    }

    private void send(
            BiFunction<ModelEnsemble, ModelEnsemble.Session, ElectorEvent> apply, LongFunction<RefusalOf> refusal) {
        session.orElseThrow().send(new ModelEnsemble.Op() {
            @Override
            public ElectorEvent apply(ModelEnsemble ensemble, ModelEnsemble.Session of) {
                return apply.apply(ensemble, of);
            }

            @Override
            public ElectorEvent refuse(long number, ResultCode code) {
                return refusal.apply(number).with(code);
            }
        });
    }

    private interface RefusalOf {
        ElectorEvent with(ResultCode code);
    }

    @Override
    public void createLock(ElectorAction.CreateLock action) {
        send(
                (ensemble, of) -> new ElectorEvent.LockCreated(of.number, ensemble.createLock(of)),
                number -> code -> new ElectorEvent.LockCreated(number, code));
    }

    @Override
    public void checkLock(ElectorAction.CheckLock action) {
        send(ModelEnsemble::checkLock, number -> code -> new ElectorEvent.LockChecked(number, code, false));
    }

    @Override
    public void readBreadcrumb(ElectorAction.ReadBreadcrumb action) {
        if (machine.state() != ElectionState.ACTIVE) {
            claim++;
        }
        send(
                ModelEnsemble::readBreadcrumb,
                number -> code -> new ElectorEvent.BreadcrumbRead(number, code, MemberData.of(""), 0));
    }

    @Override
    public void createBreadcrumb(ElectorAction.CreateBreadcrumb action) {
        send(
                (ensemble, of) ->
                        new ElectorEvent.BreadcrumbWritten(of.number, ensemble.createBreadcrumb(action.data())),
                number -> code -> new ElectorEvent.BreadcrumbWritten(number, code));
    }

    @Override
    public void updateBreadcrumb(ElectorAction.UpdateBreadcrumb action) {
        send(
                (ensemble, of) -> new ElectorEvent.BreadcrumbWritten(
                        of.number, ensemble.updateBreadcrumb(action.data(), action.version())),
                number -> code -> new ElectorEvent.BreadcrumbWritten(number, code));
    }

    @Override
    public void deleteBreadcrumb(ElectorAction.DeleteBreadcrumb action) {
        send(
                (ensemble, of) ->
                        new ElectorEvent.BreadcrumbDeleted(of.number, ensemble.deleteBreadcrumb(action.version())),
                number -> code -> new ElectorEvent.BreadcrumbDeleted(number, code));
    }

    @Override
    public void startTimer(ElectorAction.StartTimer action) {
        timers.add(action.timer());
    }

    @Override
    public void fenceOldActive(ElectorAction.FenceOldActive action) {
        boolean succeeds = cluster.serviceSucceeds();
        if (succeeds) {
            cluster.fence(action.oldActive());
        }
        mailbox.add(new ElectorEvent.FenceEnded(action.session(), succeeds));
    }

    void fence() {
        fencedClaims = claim;
    }

    /** A service that fails here may be half active, so it counts as active until it is fenced or standby. */
    @Override
    public void becomeActive(ElectorAction.BecomeActive action) {
        activeClaim = claim;
        mailbox.add(new ElectorEvent.ActivationEnded(action.session(), cluster.serviceSucceeds()));
    }

    @Override
    public void becomeStandby(ElectorAction.BecomeStandby action) {
        activeClaim = 0;
    }

    @Override
    public void enterNeutralMode(ElectorAction.EnterNeutralMode action) {
        // The worst service: it goes on as if nothing had happened.
    }

    @Override
    public void notifyFatalError(ElectorAction.NotifyFatalError action) {
        // The worst service: it goes on as if nothing had happened.
    }

    @Override
    public void confirmQuit(ElectorAction.ConfirmQuit action) {
        // Nobody waits for it here.
    }

    @Override
    public String toString() {
        return data + "(" + machine.state() + (isUnfencedActive() ? ", acts" : "") + ")";
    }
}
