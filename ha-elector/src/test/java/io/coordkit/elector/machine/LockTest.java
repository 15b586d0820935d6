package io.coordkit.elector.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.elector.machine.ElectorEvent.LockChange;
import io.coordkit.elector.machine.ElectorEvent.SessionChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The results of creating and checking the lock, the watch events, and the session: one test per row. */
final class LockTest {
    private static void assertFatal(Member member, List<ElectorAction> actions) {
        assertThat(actions).first().isEqualTo(Member.CLOSE);
        assertThat(actions).last().isInstanceOf(ElectorAction.NotifyFatalError.class);
        assertThat(actions).hasSize(2);
        assertThat(member.state()).isEqualTo(ElectionState.INIT);
        assertThat(member.machine.isInElection()).isFalse();
    }

    // ---- create

    @Test
    void createOkStartsTheClaim() {
        assertThat(Member.contending().created(ResultCode.OK)).containsExactly(Member.READ);
    }

    @Test
    void createRefusedBecauseItExistsMakesAStandbyThatWatches() {
        Member member = Member.contending();
        assertThat(member.created(ResultCode.NODE_EXISTS)).containsExactly(Member.STANDBY, Member.CHECK);
        assertThat(member.state()).isEqualTo(ElectionState.STANDBY);
    }

    @Test
    void createRefusedAfterARetryLeavesTheDecisionToTheOwnerOfTheLock() {
        Member member = Member.contending();
        assertThat(member.created(ResultCode.CONNECTION_LOSS)).containsExactly(Member.CREATE);
        assertThat(member.created(ResultCode.NODE_EXISTS)).containsExactly(Member.CHECK);
        assertThat(member.checked(ResultCode.OK, true)).containsExactly(Member.READ);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION_LOSS", "OPERATION_TIMEOUT"})
    void createIsRetriedThenFatal(ResultCode code) {
        Member member = Member.contending();
        for (int retry = 1; retry <= 3; retry++) {
            assertThat(member.created(code)).containsExactly(Member.CREATE);
        }
        assertFatal(member, member.created(code));
    }

    @Test
    void createAndCheckLeaveExpiryToTheSession() {
        assertThat(Member.contending().created(ResultCode.SESSION_EXPIRED)).isEmpty();
        assertThat(Member.standbyUnwatched().checked(ResultCode.SESSION_EXPIRED, false))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_NODE", "NO_AUTH", "BAD_VERSION", "OTHER"})
    void createRefusedOtherwiseIsFatal(ResultCode code) {
        Member member = Member.contending();
        assertFatal(member, member.created(code));
    }

    @Test
    void onlyOneCreateIsUnderWay() {
        Member member = Member.standby();
        member.changed(SessionChange.DISCONNECTED);
        assertThat(member.changed(SessionChange.CONNECTED)).containsExactly(Member.CHECK);
        assertThat(member.lock(LockChange.DELETED)).containsExactly(Member.CREATE);
        assertThat(member.checked(ResultCode.NO_NODE, false)).isEmpty();
        assertThat(member.created(ResultCode.OK)).containsExactly(Member.READ);
    }

    // ---- check

    @Test
    void checkOfTheOwnLockStartsTheClaimAndNeedsNoSecondWatch() {
        Member member = Member.standbyUnwatched();
        assertThat(member.checked(ResultCode.OK, true)).containsExactly(Member.READ);
        member.read(ResultCode.NO_NODE);
        member.written(ResultCode.OK);
        assertThat(member.activated(true)).isEmpty();
        assertThat(member.state()).isEqualTo(ElectionState.ACTIVE);
    }

    @Test
    void checkOfTheOwnLockWhileActiveChangesNothing() {
        assertThat(Member.activeUnwatched().checked(ResultCode.OK, true)).isEmpty();
    }

    @Test
    void checkOfAForeignLockMakesAStandby() {
        Member lost = Member.activeUnwatched();
        assertThat(lost.checked(ResultCode.OK, false)).containsExactly(Member.STANDBY);
        assertThat(Member.standbyUnwatched().checked(ResultCode.OK, false)).isEmpty();
    }

    @Test
    void checkOfAMissingLockIsNeutralAndContends() {
        Member member = Member.standbyUnwatched();
        assertThat(member.checked(ResultCode.NO_NODE, false)).containsExactly(Member.NEUTRAL, Member.CREATE);
        assertThat(member.state()).isEqualTo(ElectionState.NEUTRAL);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION_LOSS", "OPERATION_TIMEOUT"})
    void checkIsRetriedThenFatal(ResultCode code) {
        Member member = Member.standbyUnwatched();
        for (int retry = 1; retry <= 3; retry++) {
            assertThat(member.checked(code, false)).containsExactly(Member.CHECK);
        }
        assertFatal(member, member.checked(code, false));
    }

    @ParameterizedTest
    @EnumSource(names = {"NODE_EXISTS", "NO_AUTH", "BAD_VERSION", "OTHER"})
    void checkRefusedOtherwiseIsFatal(ResultCode code) {
        Member member = Member.standbyUnwatched();
        assertFatal(member, member.checked(code, false));
    }

    @Test
    void onlyOneCheckIsUnderWay() {
        Member member = Member.standbyUnwatched();
        assertThat(member.lock(LockChange.OTHER)).isEmpty();
        member.checked(ResultCode.OK, false);
        assertThat(member.lock(LockChange.OTHER)).containsExactly(Member.CHECK);
    }

    // ---- watch events

    @Test
    void deletionMakesTheActiveNeutralAndEverybodyContend() {
        Member active = Member.active();
        assertThat(active.lock(LockChange.DELETED)).containsExactly(Member.NEUTRAL, Member.CREATE);
        assertThat(active.state()).isEqualTo(ElectionState.NEUTRAL);
        Member standby = Member.standby();
        assertThat(standby.lock(LockChange.DELETED)).containsExactly(Member.CREATE);
        assertThat(standby.state()).isEqualTo(ElectionState.STANDBY);
    }

    @Test
    void aStandbyThatLosesTheNextRoundTooIsNotToldAgain() {
        Member standby = Member.standby();
        standby.lock(LockChange.DELETED);
        assertThat(standby.created(ResultCode.NODE_EXISTS)).containsExactly(Member.CHECK);
    }

    @Test
    void watchEventWithoutAZnodeIsFatal() {
        Member member = Member.standby();
        assertFatal(member, member.lock(LockChange.UNINTELLIGIBLE));
    }

    // ---- the session

    @Test
    void disconnectIsNeutralOnceAndReconnectVerifies() {
        Member member = Member.active();
        assertThat(member.changed(SessionChange.DISCONNECTED)).containsExactly(Member.NEUTRAL);
        assertThat(member.changed(SessionChange.DISCONNECTED)).isEmpty();
        assertThat(member.changed(SessionChange.CONNECTED)).containsExactly(Member.CHECK);
        assertThat(member.checked(ResultCode.OK, true)).containsExactly(Member.READ);
        assertThat(member.read(Member.SELF, 4)).containsExactly(new ElectorAction.UpdateBreadcrumb(1, Member.SELF, 4));
        assertThat(member.written(ResultCode.OK)).containsExactly(Member.ACTIVATE);
        assertThat(member.activated(true)).isEmpty();
        assertThat(member.state()).isEqualTo(ElectionState.ACTIVE);
    }

    @Test
    void connectedWithoutADisconnectBeforeChangesNothing() {
        assertThat(Member.standby().changed(SessionChange.CONNECTED)).isEmpty();
    }

    @Test
    void expiryIsNeutralAndJoinsAgainAtOnceWithANewSession() {
        Member member = Member.active();
        assertThat(member.changed(SessionChange.EXPIRED))
                .containsExactly(Member.NEUTRAL, Member.CLOSE, Member.open(2), Member.timer(2, 10_000));
        member.session = 2;
        assertThat(member.changed(SessionChange.CONNECTED))
                .containsExactly(new ElectorAction.CreateLock(2, Member.SELF));
    }

    @Test
    void aNewSessionMayCreateAndCheckThoughTheOldOneNeverAnswered() {
        Member member = Member.standbyUnwatched();
        member.lock(LockChange.DELETED);
        member.changed(SessionChange.EXPIRED);
        member.session = 2;
        assertThat(member.changed(SessionChange.CONNECTED))
                .containsExactly(new ElectorAction.CreateLock(2, Member.SELF));
        assertThat(member.created(ResultCode.NODE_EXISTS))
                .containsExactly(Member.STANDBY, new ElectorAction.CheckLock(2));
    }

    @Test
    void saslIsOnlyNoted() {
        assertThat(Member.standby().changed(SessionChange.SASL_AUTHENTICATED)).isEmpty();
    }

    @Test
    void anUnusableSessionIsFatal() {
        Member member = Member.active();
        assertFatal(member, member.changed(SessionChange.UNUSABLE));
    }

    @Test
    void afterAFatalErrorTheMemberMayJoinAgain() {
        Member member = Member.standby();
        member.changed(SessionChange.UNUSABLE);
        assertThat(member.handle(new ElectorEvent.Join(Member.SELF))).first().isEqualTo(Member.open(2));
    }
}
