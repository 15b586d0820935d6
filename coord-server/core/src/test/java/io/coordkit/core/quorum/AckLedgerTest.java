package io.coordkit.core.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AckLedgerTest {
    @Test
    void oneOfOneIsEnough() {
        AckLedger ledger = new AckLedger(new Majority(Set.of(0L)), 7);
        assertThat(ledger.quorumUpTo()).isEqualTo(7);
        assertThat(ledger.acknowledge(0, 9)).isEqualTo(9);
    }

    @Test
    void theMiddleOfThreeDecides() {
        AckLedger ledger = new AckLedger(new Majority(Set.of(1L, 2L, 3L)), 0);
        assertThat(ledger.acknowledge(1, 5)).isZero();
        assertThat(ledger.acknowledge(3, 2)).isEqualTo(2);
        assertThat(ledger.acknowledge(3, 4)).isEqualTo(4);
        assertThat(ledger.acknowledge(2, 9)).isEqualTo(5);
    }

    @Test
    void whoDoesNotVoteDoesNotCount() {
        AckLedger ledger = new AckLedger(new Majority(Set.of(1L, 2L, 3L)), 0);
        ledger.acknowledge(1, 5);
        assertThat(ledger.acknowledge(9, 5)).isZero();
    }

    @Test
    void whatIsForgottenCountsNoMoreButWhatWasReachedStays() {
        AckLedger ledger = new AckLedger(new Majority(Set.of(1L, 2L, 3L)), 0);
        ledger.acknowledge(1, 3);
        assertThat(ledger.acknowledge(2, 5)).isEqualTo(3);
        ledger.forget(2);
        ledger.forget(9);
        assertThat(ledger.quorumUpTo()).isEqualTo(3);
        assertThat(ledger.acknowledge(1, 5)).isEqualTo(3);
        assertThat(ledger.acknowledge(2, 4)).isEqualTo(4);
    }

    @Test
    void isWhatTheQuorumSaysForEachZxidAlone() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            QuorumVerifier quorum = random.nextBoolean()
                    ? new Majority(Set.of(1L, 2L, 3L, 4L, 5L))
                    : new Hierarchy(
                            Map.of(1L, 1L, 2L, 1L, 3L, 2L, 4L, 2L, 5L, 3L),
                            Map.of(1L, 2L, 2L, 1L, 3L, 1L, 4L, 1L, 5L, 0L));
            AckLedger ledger = new AckLedger(quorum, 0);
            Map<Long, Long> durable = new TreeMap<>();
            for (int i = 0; i < 40; i++) {
                long server = 1 + random.nextInt(5);
                long zxid = durable.getOrDefault(server, 0L) + random.nextInt(3);
                durable.put(server, zxid);
                ledger.acknowledge(server, zxid);
                assertThat(ledger.quorumUpTo()).as("seed %d", seed).isEqualTo(newest(quorum, durable));
            }
        }
    }

    private static long newest(QuorumVerifier quorum, Map<Long, Long> durable) {
        for (long zxid = 200; zxid > 0; zxid--) {
            Set<Long> having = new TreeSet<>();
            for (Map.Entry<Long, Long> entry : durable.entrySet()) {
                if (entry.getValue() >= zxid) {
                    having.add(entry.getKey());
                }
            }
            if (quorum.isQuorum(having)) {
                return zxid;
            }
        }
        return 0;
    }
}
