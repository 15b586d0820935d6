package io.coordkit.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.invariant.Invariant;
import io.coordkit.core.txn.Zxid;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The newest transactions: as many as wanted, more if they are small, fewer if they are huge. */
class RecentLogTest {
    private static final int MIB = 1 << 20;

    @Test
    void keepsSmallOnesBeyondTheNumberWanted() {
        RecentLog recent = filled(2, 1000, 100);
        assertThat(recent.size()).isEqualTo(1000);
        assertThat(recent.first()).isEqualTo(1);
        assertThat(recent.last()).isEqualTo(1000);
    }

    @Test
    void keepsTheNumberWantedOfLargeOnes() {
        assertThat(filled(20, 100, MIB).size()).isEqualTo(20);
    }

    @Test
    void keepsFewerThanWantedWhenTheyAreHuge() {
        RecentLog recent = filled(500, 100, MIB);
        assertThat(recent.size()).isBetween(20, 32);
        assertThat(recent.last()).isEqualTo(100);
    }

    @Test
    void keepsWhatSomebodyIsBeingSent() {
        RecentLog recent = new RecentLog(RecentLog.Limits.of(1));
        recent.add(1, new byte[MIB]);
        recent.pinAfter(1, RecentLog.PINNED_BYTES);
        for (long zxid = 2; zxid <= 20; zxid++) {
            recent.add(zxid, new byte[MIB]);
        }
        assertThat(recent.first()).isEqualTo(2);
        recent.unpin();
        assertThat(recent.first()).isGreaterThan(10);
    }

    @Test
    void knowsWhatHadToGo() {
        RecentLog recent = filled(500, 100, MIB);
        assertThat(recent.dropped()).isEqualTo(recent.first() - 1);
        RecentLog other = new RecentLog(RecentLog.Limits.of(500));
        assertThat(other.dropped()).isEqualTo(Zxid.NONE);
        other.become(recent);
        assertThat(other.dropped()).isEqualTo(recent.dropped());
        assertThat(other.size()).isEqualTo(recent.size());
        other.clear();
        assertThat(other.dropped()).isEqualTo(Zxid.NONE);
    }

    @Test
    void findsWhatComesAfter() {
        RecentLog recent = new RecentLog(RecentLog.Limits.of(10));
        recent.add(0x1_0000_0001L, new byte[1]);
        recent.add(0x1_0000_0002L, new byte[2]);
        recent.add(0x2_0000_0001L, new byte[3]);
        assertThat(recent.indexAfter(0)).isZero();
        assertThat(recent.indexAfter(0x1_0000_0001L)).isEqualTo(1);
        assertThat(recent.indexAfter(0x2_0000_0000L)).isEqualTo(2);
        assertThat(recent.indexAfter(0x2_0000_0001L)).isEqualTo(3);
        List<Integer> lengths = new ArrayList<>();
        recent.forEach((zxid, payload) -> lengths.add(payload.length));
        assertThat(lengths).containsExactly(1, 2, 3);
    }

    @Test
    void goesOnAfterForgettingAndRefusesToGoBack() {
        RecentLog recent = filled(2, 300, 10);
        Assertions.assertThatThrownBy(() -> recent.add(300, new byte[1])).isInstanceOf(Invariant.Violation.class);
        recent.clear();
        assertThat(recent.size()).isZero();
        recent.add(5, new byte[1]);
        assertThat(recent.first()).isEqualTo(5);
    }

    private static RecentLog filled(int wanted, int count, int bytes) {
        RecentLog recent = new RecentLog(RecentLog.Limits.of(wanted));
        for (long zxid = 1; zxid <= count; zxid++) {
            recent.add(zxid, new byte[bytes]);
        }
        return recent;
    }
}
