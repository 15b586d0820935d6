package io.coordkit.elector.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.elector.machine.ElectorEvent.LockChange;
import io.coordkit.elector.machine.ElectorEvent.SessionChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Becoming active, step by step: read the breadcrumb, fence, write it, activate. */
final class ClaimTest {
    private static void assertGivesUpTheLock(Member member, List<ElectorAction> actions) {
        assertThat(actions).containsExactly(Member.CLOSE, Member.timer(2, 1000));
        assertThat(member.state()).isNotEqualTo(ElectionState.ACTIVE);
        assertThat(member.fired(2)).containsExactly(Member.open(2), Member.timer(3, 10_000));
    }

    @Test
    void withoutABreadcrumbItIsCreatedBeforeTheServiceBecomesActive() {
        Member member = Member.claiming();
        assertThat(member.read(ResultCode.NO_NODE)).containsExactly(new ElectorAction.CreateBreadcrumb(1, Member.SELF));
        assertThat(member.written(ResultCode.OK)).containsExactly(Member.ACTIVATE);
        assertThat(member.state()).isEqualTo(ElectionState.INIT);
        assertThat(member.activated(true)).containsExactly(Member.CHECK);
        assertThat(member.state()).isEqualTo(ElectionState.ACTIVE);
    }

    @Test
    void aForeignBreadcrumbIsFencedFirstAndOverwrittenWithTheVersionRead() {
        Member member = Member.claiming();
        assertThat(member.read(Member.OTHER, 5)).containsExactly(new ElectorAction.FenceOldActive(1, Member.OTHER));
        assertThat(member.fenced(true)).containsExactly(new ElectorAction.UpdateBreadcrumb(1, Member.SELF, 5));
        assertThat(member.written(ResultCode.OK)).containsExactly(Member.ACTIVATE);
    }

    @Test
    void theOwnBreadcrumbNeedsNoFence() {
        assertThat(Member.claiming().read(Member.SELF, 5))
                .containsExactly(new ElectorAction.UpdateBreadcrumb(1, Member.SELF, 5));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION_LOSS", "OPERATION_TIMEOUT"})
    void readingIsTriedAsOftenAsAllowed(ResultCode code) {
        Member member = Member.claiming();
        assertThat(member.read(code)).containsExactly(Member.READ);
        assertThat(member.read(code)).containsExactly(Member.READ);
        assertGivesUpTheLock(member, member.read(code));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION_LOSS", "OPERATION_TIMEOUT"})
    void writingIsTriedAsOftenAsAllowed(ResultCode code) {
        Member member = Member.claiming();
        ElectorAction create = new ElectorAction.CreateBreadcrumb(1, Member.SELF);
        assertThat(member.read(ResultCode.NO_NODE)).containsExactly(create);
        assertThat(member.written(code)).containsExactly(create);
        assertThat(member.written(code)).containsExactly(create);
        assertGivesUpTheLock(member, member.written(code));
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_AUTH", "SESSION_EXPIRED", "OTHER"})
    void anUnreadableBreadcrumbGivesUpTheLock(ResultCode code) {
        Member member = Member.claiming();
        assertGivesUpTheLock(member, member.read(code));
    }

    @ParameterizedTest
    @EnumSource(names = {"BAD_VERSION", "NODE_EXISTS", "NO_NODE", "NO_AUTH", "SESSION_EXPIRED", "OTHER"})
    void anUnwritableBreadcrumbGivesUpTheLock(ResultCode code) {
        Member member = Member.claiming();
        member.read(Member.SELF, 5);
        assertGivesUpTheLock(member, member.written(code));
    }

    @Test
    void aFailedFenceGivesUpTheLock() {
        Member member = Member.claiming();
        member.read(Member.OTHER, 5);
        assertGivesUpTheLock(member, member.fenced(false));
    }

    @Test
    void aFailedActivationGivesUpTheLockButNotTheBreadcrumb() {
        Member member = Member.claiming();
        member.read(ResultCode.NO_NODE);
        member.written(ResultCode.OK);
        assertGivesUpTheLock(member, member.activated(false));
    }

    @Test
    void whatHappensDuringAClaimIsLookedAtAfterwards() {
        Member member = Member.claiming();
        assertThat(member.changed(SessionChange.DISCONNECTED)).isEmpty();
        assertThat(member.changed(SessionChange.CONNECTED)).isEmpty();
        assertThat(member.lock(LockChange.DELETED)).isEmpty();
        member.read(ResultCode.NO_NODE);
        member.written(ResultCode.OK);
        assertThat(member.activated(true)).containsExactly(Member.CHECK, Member.NEUTRAL, Member.CREATE);
        assertThat(member.state()).isEqualTo(ElectionState.NEUTRAL);
    }

    @Test
    void whatHappenedDuringAFailedClaimBelongsToAClosedSession() {
        Member member = Member.claiming();
        member.changed(SessionChange.EXPIRED);
        assertGivesUpTheLock(member, member.read(ResultCode.SESSION_EXPIRED));
    }
}
