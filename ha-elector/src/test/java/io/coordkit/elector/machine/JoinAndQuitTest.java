package io.coordkit.elector.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.elector.machine.ElectorEvent.LockChange;
import io.coordkit.elector.machine.ElectorEvent.SessionChange;
import org.junit.jupiter.api.Test;

/** Joining, connecting, quitting: the API of Hadoop's elector. */
final class JoinAndQuitTest {
    @Test
    void joinOpensASessionAndBoundsTheWaitForIt() {
        Member member = Member.out();
        assertThat(member.handle(new ElectorEvent.Join(Member.SELF)))
                .containsExactly(Member.open(1), Member.timer(1, 10_000));
        assertThat(member.state()).isEqualTo(ElectionState.INIT);
        assertThat(member.machine.isInElection()).isTrue();
    }

    @Test
    void joinWhileInTheElectionChangesNothing() {
        for (Member member :
                new Member[] {Member.connecting(), Member.contending(), Member.standby(), Member.active()}) {
            assertThat(member.handle(new ElectorEvent.Join(Member.OTHER))).isEmpty();
        }
    }

    @Test
    void firstEventOfTheSessionStartsTheCreate() {
        assertThat(Member.connecting().changed(SessionChange.CONNECTED)).containsExactly(Member.CREATE);
    }

    @Test
    void anyFirstEventEndsTheWaitAndIsThenTakenSeriously() {
        assertThat(Member.connecting().changed(SessionChange.DISCONNECTED))
                .containsExactly(Member.CREATE, Member.NEUTRAL);
        Member refused = Member.connecting();
        assertThat(refused.changed(SessionChange.UNUSABLE))
                .startsWith(Member.CREATE, Member.CLOSE)
                .hasSize(3)
                .last()
                .isInstanceOf(ElectorAction.NotifyFatalError.class);
    }

    @Test
    void connectIsTriedAgainAfterFiveSecondsAndGivenUpAfterTheLastRetry() {
        Member member = Member.connecting();
        assertThat(member.fired(1)).containsExactly(Member.CLOSE, Member.timer(2, 5000));
        assertThat(member.fired(2)).containsExactly(Member.open(2), Member.timer(3, 10_000));
        assertThat(member.handle(new ElectorEvent.SessionNotOpened(2, "no such host")))
                .containsExactly(new ElectorAction.CloseSession(2), Member.timer(4, 5000));
        assertThat(member.fired(4)).containsExactly(Member.open(3), Member.timer(5, 10_000));
        assertThat(member.fired(5))
                .containsExactly(
                        new ElectorAction.CloseSession(3),
                        new ElectorAction.NotifyFatalError(
                                "no connection to ZooKeeper after 3 attempts: no answer within 10000 ms"));
        assertThat(member.machine.isInElection()).isFalse();
    }

    @Test
    void aTimerThatNoLongerCountsChangesNothing() {
        assertThat(Member.contending().fired(1)).isEmpty();
        Member again = Member.connecting();
        again.fired(1);
        assertThat(again.fired(1)).isEmpty();
    }

    @Test
    void quitClosesTheSessionWithoutACallback() {
        for (Member member : new Member[] {Member.connecting(), Member.contending(), Member.standby()}) {
            assertThat(member.quit(false)).containsExactly(Member.CLOSE, Member.QUIT_DONE);
            assertThat(member.state()).isEqualTo(ElectionState.INIT);
            assertThat(member.machine.isInElection()).isFalse();
        }
    }

    @Test
    void quitOutsideTheElectionOnlyConfirms() {
        assertThat(Member.out().quit(false)).containsExactly(Member.QUIT_DONE);
    }

    @Test
    void quitInThePauseEndsIt() {
        Member member = Member.claiming();
        member.read(ResultCode.NO_AUTH);
        assertThat(member.quit(false)).containsExactly(Member.QUIT_DONE);
        assertThat(member.fired(2)).isEmpty();
    }

    @Test
    void activeThatNeedsAFenceLeavesItsBreadcrumb() {
        assertThat(Member.active().quit(true)).containsExactly(Member.CLOSE, Member.QUIT_DONE);
    }

    @Test
    void activeThatNeedsNoFenceDeletesItsBreadcrumbWithTheVersionRead() {
        Member member = Member.active();
        assertThat(member.quit(false)).containsExactly(Member.READ);
        assertThat(member.read(Member.SELF, 7)).containsExactly(new ElectorAction.DeleteBreadcrumb(1, 7));
        assertThat(member.deleted(ResultCode.OK)).containsExactly(Member.CLOSE, Member.QUIT_DONE);
        assertThat(member.state()).isEqualTo(ElectionState.INIT);
    }

    @Test
    void foreignOrUnreadableBreadcrumbStaysWhenQuitting() {
        Member foreign = Member.active();
        foreign.quit(false);
        assertThat(foreign.read(Member.OTHER, 7)).containsExactly(Member.CLOSE, Member.QUIT_DONE);
        Member unreadable = Member.active();
        unreadable.quit(false);
        assertThat(unreadable.read(ResultCode.CONNECTION_LOSS)).containsExactly(Member.CLOSE, Member.QUIT_DONE);
    }

    @Test
    void deletionIsTriedAsOftenAsAllowedAndItsFailureDoesNotKeepTheMember() {
        Member member = Member.active();
        member.quit(false);
        ElectorAction delete = new ElectorAction.DeleteBreadcrumb(1, 7);
        assertThat(member.read(Member.SELF, 7)).containsExactly(delete);
        assertThat(member.deleted(ResultCode.CONNECTION_LOSS)).containsExactly(delete);
        assertThat(member.deleted(ResultCode.OPERATION_TIMEOUT)).containsExactly(delete);
        assertThat(member.deleted(ResultCode.CONNECTION_LOSS)).containsExactly(Member.CLOSE, Member.QUIT_DONE);
    }

    @Test
    void quitDuringAClaimWaitsForItsEnd() {
        Member member = Member.claiming();
        assertThat(member.quit(true)).isEmpty();
        member.read(ResultCode.NO_NODE);
        member.written(ResultCode.OK);
        assertThat(member.activated(true)).containsExactly(Member.CHECK, Member.CLOSE, Member.QUIT_DONE);
    }

    @Test
    void quitThatWaitedForAClaimKeepsTheBreadcrumb() {
        Member member = Member.claiming();
        assertThat(member.quit(false)).isEmpty();
        member.read(ResultCode.NO_NODE);
        member.written(ResultCode.OK);
        assertThat(member.activated(true)).containsExactly(Member.CHECK, Member.CLOSE, Member.QUIT_DONE);
    }

    @Test
    void joinDuringARetreatTakesEffectAfterwards() {
        Member member = Member.active();
        member.quit(false);
        assertThat(member.handle(new ElectorEvent.Join(Member.OTHER))).isEmpty();
        assertThat(member.read(ResultCode.NO_NODE))
                .containsExactly(Member.CLOSE, Member.QUIT_DONE, Member.open(2), Member.timer(2, 10_000));
    }

    @Test
    void everythingFromAClosedSessionIsDropped() {
        Member member = Member.active();
        member.quit(true);
        member.handle(new ElectorEvent.Join(Member.SELF));
        assertThat(member.changed(SessionChange.EXPIRED)).isEmpty();
        assertThat(member.lock(LockChange.DELETED)).isEmpty();
        assertThat(member.created(ResultCode.OK)).isEmpty();
        assertThat(member.checked(ResultCode.OK, true)).isEmpty();
        assertThat(member.read(Member.OTHER, 1)).isEmpty();
        assertThat(member.written(ResultCode.OK)).isEmpty();
        assertThat(member.deleted(ResultCode.OK)).isEmpty();
        assertThat(member.fenced(true)).isEmpty();
        assertThat(member.activated(true)).isEmpty();
        assertThat(member.handle(new ElectorEvent.SessionNotOpened(1, "late"))).isEmpty();
        assertThat(member.state()).isEqualTo(ElectionState.INIT);
    }

    @Test
    void aServiceThatFailsInACallbackLeavesFatally() {
        assertThat(Member.standby().handle(new ElectorEvent.CallbackFailed("broken")))
                .containsExactly(Member.CLOSE, new ElectorAction.NotifyFatalError("broken"));
        assertThat(Member.out().handle(new ElectorEvent.CallbackFailed("late"))).isEmpty();
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new ElectorSettings(0, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ElectorSettings(1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ElectorSettings(1, 1, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ElectorSettings(1, 1, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
