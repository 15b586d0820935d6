package io.coordkit.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From when on digests are compared, and what is counted. A digest that agrees is 100 and its zxid. */
class DigestCheckTest {
    private static final long START = 0x100000005L;

    private static DigestCheck snapshot(long zxid, ZxidDigest said) {
        return DigestCheck.ofSnapshot(zxid, Optional.of(said), 100 + zxid);
    }

    private static ZxidDigest right(long zxid) {
        return new ZxidDigest(zxid, 100 + zxid);
    }

    private static ZxidDigest wrong(long zxid) {
        return new ZxidDigest(zxid, 7);
    }

    private static void apply(DigestCheck check, ZxidDigest logged) {
        apply(check, logged, true);
    }

    private static void apply(DigestCheck check, ZxidDigest logged, boolean hasDigest) {
        TxnHeader header = new TxnHeader(1, 1, logged.zxid(), 1);
        check.onApplied(new LoggedTxn(header, new Txn.Failed(-1), hasDigest, logged.digest()), 100 + logged.zxid());
    }

    @Test
    void everyDigestThatDiffersIsCountedAndOneAloneIsAMistakeOfTheDigest() {
        DigestCheck check = DigestCheck.whole();
        apply(check, right(1));
        apply(check, wrong(2));
        apply(check, right(3));
        apply(check, wrong(4));
        assertThat(check.mismatches()).isEqualTo(2);
        assertThat(check.differsSince()).isEmpty();
        apply(check, wrong(5));
        apply(check, wrong(6));
        assertThat(check.mismatches()).isEqualTo(4);
        assertThat(check.differsSince()).hasValue(4);
    }

    @Test
    void transactionsWithoutOneAreNotCompared() {
        DigestCheck check = DigestCheck.whole();
        apply(check, wrong(1), false);
        assertThat(check.mismatches()).isZero();
    }

    @Test
    void aSnapshotThatEndsWhereItBeganIsComparedAtOnce() {
        assertThat(snapshot(START, right(START)).mismatches()).isZero();
        DigestCheck check = snapshot(START, wrong(START));
        assertThat(check.mismatches()).isEqualTo(1);
        assertThat(check.differsSince()).hasValue(START);
        apply(check, wrong(START + 1));
        assertThat(check.mismatches()).isEqualTo(2);
    }

    @Test
    void aFuzzySnapshotIsComparedWhereItEnds() {
        DigestCheck check = snapshot(START, right(START + 2));
        assertThat(check.awaited()).hasValue(START + 2);
        apply(check, wrong(START + 1));
        assertThat(check.isWhole()).isFalse();
        apply(check, right(START + 2));
        assertThat(check.isWhole()).isTrue();
        assertThat(check.awaited()).isEmpty();
        assertThat(check.mismatches()).isZero();
        apply(check, wrong(START + 3));
        assertThat(check.mismatches()).isEqualTo(1);
    }

    /** By the snapshot's and by the transaction's, as the reference does. */
    @Test
    void whereAFuzzySnapshotEndsTheTreeIsComparedTwice() {
        DigestCheck check = snapshot(START, wrong(START + 2));
        apply(check, wrong(START + 1));
        apply(check, wrong(START + 2));
        assertThat(check.mismatches()).isEqualTo(2);
        assertThat(check.differsSince()).hasValue(START + 2);
    }

    @Test
    void anEndThatTheLogDoesNotHaveIsNotWaitedForForEver() {
        DigestCheck check = snapshot(START, right(START + 2));
        apply(check, wrong(START + 3));
        apply(check, right(START + 4));
        apply(check, wrong(START + 5));
        assertThat(check.mismatches()).isEqualTo(1);
        apply(check, wrong(START + 6));
        assertThat(check.differsSince()).hasValue(START + 5);
    }

    @Test
    void aSnapshotFromTheStartOfAnEpochHasTheDigestOfTheFormerOne() {
        DigestCheck check = snapshot(0x200000000L, wrong(START));
        assertThat(check.isWhole()).isTrue();
        apply(check, wrong(0x200000001L));
        assertThat(check.mismatches()).isEqualTo(1);
    }

    @Test
    void whereNobodySaysHowFarASnapshotGoesTheFirstThatAgreesIsTheBeginning() {
        for (DigestCheck check : new DigestCheck[] {
            DigestCheck.unsure(), snapshot(START, ZxidDigest.NONE), DigestCheck.ofSnapshot(START, Optional.empty(), 1)
        }) {
            apply(check, wrong(START + 1));
            assertThat(check.isWhole()).isFalse();
            apply(check, right(START + 2));
            assertThat(check.isWhole()).isTrue();
            apply(check, wrong(START + 3));
            assertThat(check.mismatches()).isEqualTo(1);
        }
    }

    @Test
    void theSnapshotOfANewbornTreeHoldsNothingMore() {
        assertThat(snapshot(0, ZxidDigest.NONE).isWhole()).isTrue();
    }
}
