package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.quorum.AckLedger;
import io.coordkit.core.quorum.Majority;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyncBarrierTest {
    private static final long SELF = 1;

    private final SyncBarrier barrier = new SyncBarrier(new AckLedger(new Majority(Set.of(SELF, 2L, 3L)), 0));

    @Test
    void opensWhenAQuorumHasAnsweredALaterPing() {
        long before = barrier.nextPing(SELF);
        barrier.add(7, null, 11);
        barrier.onAnswered(2, before);
        assertThat(barrier.poll(7)).isNull();
        assertThat(barrier.wantsPing()).isTrue();
        barrier.onAnswered(3, barrier.nextPing(SELF));
        assertThat(barrier.poll(6)).isNull();
        assertThat(barrier.poll(7)).extracting(SyncBarrier.Waiting::connection).isEqualTo(11L);
        assertThat(barrier.poll(7)).isNull();
    }

    @Test
    void forgetsWhatALearnerThatIsGoneHasAsked() {
        Learner gone = new Learner(5, "127.0.0.1", 0, 0);
        barrier.add(1, gone, 0);
        barrier.add(1, null, 12);
        barrier.forget(gone);
        barrier.onAnswered(2, barrier.nextPing(SELF));
        assertThat(barrier.poll(1)).extracting(SyncBarrier.Waiting::connection).isEqualTo(12L);
        assertThat(barrier.poll(1)).isNull();
    }
}
