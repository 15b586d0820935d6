package io.coordkit.elector.machine;

import io.coordkit.elector.machine.ElectorEvent.LockChange;
import io.coordkit.elector.machine.ElectorEvent.SessionChange;
import java.util.List;

/** A machine that has been led to a known point, and short names for the events of its current session. */
final class Member {
    static final MemberData SELF = MemberData.of("self");
    static final MemberData OTHER = MemberData.of("other");
    static final ElectorSettings SETTINGS = ElectorSettings.hadoop(3, 10_000);

    final ElectorMachine machine = new ElectorMachine(SETTINGS);
    long session = 1;

    private Member() {}

    static Member out() {
        return new Member();
    }

    /** Has asked for a session and waits for its first event. */
    static Member connecting() {
        Member member = out();
        member.handle(new ElectorEvent.Join(SELF));
        return member;
    }

    /** Connected, and the lock's create is under way. */
    static Member contending() {
        Member member = connecting();
        member.changed(SessionChange.CONNECTED);
        return member;
    }

    /** Holds the lock and reads the breadcrumb. */
    static Member claiming() {
        Member member = contending();
        member.created(ResultCode.OK);
        return member;
    }

    /** Active; the check that leaves the watch on the lock is under way. */
    static Member activeUnwatched() {
        Member member = claiming();
        member.read(ResultCode.NO_NODE);
        member.written(ResultCode.OK);
        member.activated(true);
        return member;
    }

    static Member active() {
        Member member = activeUnwatched();
        member.checked(ResultCode.OK, true);
        return member;
    }

    /** Standby; the check that leaves the watch on the lock is under way. */
    static Member standbyUnwatched() {
        Member member = contending();
        member.created(ResultCode.NODE_EXISTS);
        return member;
    }

    static Member standby() {
        Member member = standbyUnwatched();
        member.checked(ResultCode.OK, false);
        return member;
    }

    List<ElectorAction> handle(ElectorEvent event) {
        return machine.handle(event);
    }

    ElectionState state() {
        return machine.state();
    }

    List<ElectorAction> quit(boolean needFence) {
        return handle(new ElectorEvent.Quit(needFence));
    }

    List<ElectorAction> changed(SessionChange change) {
        return handle(new ElectorEvent.SessionChanged(session, change));
    }

    List<ElectorAction> lock(LockChange change) {
        return handle(new ElectorEvent.LockChanged(session, change));
    }

    List<ElectorAction> created(ResultCode code) {
        return handle(new ElectorEvent.LockCreated(session, code));
    }

    List<ElectorAction> checked(ResultCode code, boolean own) {
        return handle(new ElectorEvent.LockChecked(session, code, own));
    }

    List<ElectorAction> read(ResultCode code) {
        return handle(new ElectorEvent.BreadcrumbRead(session, code, MemberData.of(""), 0));
    }

    List<ElectorAction> read(MemberData data, int version) {
        return handle(new ElectorEvent.BreadcrumbRead(session, ResultCode.OK, data, version));
    }

    List<ElectorAction> written(ResultCode code) {
        return handle(new ElectorEvent.BreadcrumbWritten(session, code));
    }

    List<ElectorAction> deleted(ResultCode code) {
        return handle(new ElectorEvent.BreadcrumbDeleted(session, code));
    }

    List<ElectorAction> fenced(boolean succeeded) {
        return handle(new ElectorEvent.FenceEnded(session, succeeded));
    }

    List<ElectorAction> activated(boolean succeeded) {
        return handle(new ElectorEvent.ActivationEnded(session, succeeded));
    }

    List<ElectorAction> fired(long timer) {
        return handle(new ElectorEvent.TimerFired(timer));
    }

    // The actions of session 1, under short names.

    static final ElectorAction CREATE = new ElectorAction.CreateLock(1, SELF);
    static final ElectorAction CHECK = new ElectorAction.CheckLock(1);
    static final ElectorAction READ = new ElectorAction.ReadBreadcrumb(1);
    static final ElectorAction CLOSE = new ElectorAction.CloseSession(1);
    static final ElectorAction STANDBY = new ElectorAction.BecomeStandby();
    static final ElectorAction NEUTRAL = new ElectorAction.EnterNeutralMode();
    static final ElectorAction ACTIVATE = new ElectorAction.BecomeActive(1);
    static final ElectorAction QUIT_DONE = new ElectorAction.ConfirmQuit();

    static ElectorAction open(long session) {
        return new ElectorAction.OpenSession(session);
    }

    static ElectorAction timer(long timer, long delayMs) {
        return new ElectorAction.StartTimer(timer, delayMs);
    }
}
