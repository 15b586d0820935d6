package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.effect.Report;
import io.coordkit.core.election.ServerState;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.stats.Count;
import io.coordkit.core.storage.RecentLog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Members that let others wait on purpose. */
class RoleTimesTest {
    private static final int WITHIN_MS = 2000;
    private static final RoleTimes DIAL_LATE = new RoleTimes(0, WITHIN_MS, 0, -1);
    private static final RoleTimes LOOK_LATE = new RoleTimes(0, 0, WITHIN_MS, -1);

    @Test
    void aLeaderThatDoesNotListenIsDialledOften() {
        TestCluster cluster = behindFirewall(3, RoleTimes.SHORTEST);
        long start = cluster.nowMs();
        cluster.advance(100);
        assertThat(cluster.dials(cluster.member(1)))
                .hasSizeGreaterThan(9)
                .last()
                .isEqualTo(start + 100);
    }

    @Test
    void thePauseBetweenAttemptsMayBeLonger() {
        TestCluster cluster = behindFirewall(3, new RoleTimes(300, 0, 0, -1));
        long start = cluster.nowMs();
        cluster.advance(800);
        assertThat(cluster.dials(cluster.member(1))).containsExactly(start, start + 300, start + 600);
        cluster.setFirewalled(false);
        cluster.advance(100);
        assertThat(cluster.leader()).isSameAs(cluster.member(3));
        assertThat(cluster.members()).allMatch(member -> member.status().serving());
    }

    @Test
    void aSecondAttemptIsMadeHoweverLongThePause() {
        TestCluster cluster = behindFirewall(3, new RoleTimes(5000, 0, 0, -1));
        TestMember follower = cluster.member(1);
        long start = cluster.nowMs();
        cluster.advance(4990);
        assertThat(cluster.dials(follower)).containsExactly(start);
        assertThat(timesLooking(follower)).isEqualTo(1);
        cluster.advance(10);
        assertThat(cluster.dials(follower)).startsWith(start, start + 5000);
        assertThat(timesLooking(follower)).isEqualTo(2);
    }

    @Test
    void observersThatHaveLostTheirLeaderLookForOneAtDifferentMoments() {
        TestCluster cluster = new TestCluster(3, 3, EnsembleConfig.COUNTER_MAX)
                .withRoleTimes(LOOK_LATE)
                .startAll();
        cluster.kill(cluster.leader());
        assertThat(cluster.leader().status().epoch()).isEqualTo(2);
        assertThat(observers(cluster)).allMatch(observer -> observer.status().state() == ServerState.LOOKING);
        assertComeBackApart(cluster);
    }

    @Test
    void aFollowerLooksForALeaderAtOnceAllTheSame() {
        TestCluster cluster = TestCluster.of(3).withRoleTimes(LOOK_LATE);
        cluster.members().forEach(cluster::crash);
        cluster.startAll();
        cluster.kill(cluster.leader());
        assertThat(cluster.leader().status().epoch()).isEqualTo(3);
        assertThat(cluster.follower().status().serving()).isTrue();
    }

    @Test
    void observersDialTheirNextLeaderAtDifferentMoments() {
        TestCluster cluster = new TestCluster(3, 3, EnsembleConfig.COUNTER_MAX)
                .withRoleTimes(DIAL_LATE)
                .startAll();
        cluster.advance(WITHIN_MS);
        assertThat(cluster.members()).allMatch(member -> member.status().serving());
        cluster.kill(cluster.leader());
        long leader = cluster.leader().id();
        assertThat(observers(cluster)).allSatisfy(observer -> {
            assertThat(observer.status().state()).isEqualTo(ServerState.OBSERVING);
            assertThat(observer.status().leader()).isEqualTo(leader);
        });
        assertComeBackApart(cluster);
    }

    /** {@code QuorumPeer.nextObserverMaster} of the reference waits when its list is at its end. */
    @Test
    void anObserverWaitsWhenAllFollowersHaveHadTheirTurn() {
        TestCluster cluster = new TestCluster(3, 1, EnsembleConfig.COUNTER_MAX)
                .withObserverMasters(new ObserverMasterPolicy(true, RecentLog.PINNED_BYTES))
                .withRoleTimes(DIAL_LATE)
                .startAll();
        TestMember observer = cluster.member(4);
        cluster.advance(WITHIN_MS);
        assertThat(observer.status().serving()).isTrue();
        TestMember last = cluster.member(observer.status().learnsFrom());
        cluster.kill(last);
        assertThat(observer.status().serving()).isFalse();
        cluster.advance(WITHIN_MS);
        assertThat(observer.status().serving()).isTrue();
        TestMember first = cluster.member(observer.status().learnsFrom());
        assertThat(first).isNotSameAs(last);
        cluster.start(last);
        cluster.kill(first);
        assertThat(observer.status().serving()).isTrue();
        assertThat(observer.status().learnsFrom()).isEqualTo(last.id());
    }

    /** {@code Leader.reportLookingSid} of the reference. */
    @Test
    void aLeaderThatHasWaitedGivesUpWhenAVoterLooksForAnother() {
        TestCluster cluster = behindFirewall(5, new RoleTimes(0, 0, 0, 200));
        TestMember elected = cluster.member(5);
        cluster.advance(200);
        desert(cluster);
        assertThat(elected.status().state()).isEqualTo(ServerState.LEADING);
        cluster.advance(10);
        desert(cluster);
        assertThat(elected.reports()).contains(new Report.Looking("server 1 looks for another leader"));
        assertThat(elected.replica().stats().count(Count.QUIT_DISLOYAL)).isEqualTo(1);
    }

    @Test
    void aLeaderThatEnoughOthersMayFollowWaitsForThem() {
        TestCluster cluster = behindFirewall(5, RoleTimes.SHORTEST);
        cluster.advance(300);
        desert(cluster);
        assertThat(timesLooking(cluster.member(5))).isEqualTo(1);
        cluster.setFirewalled(false);
        cluster.advance(100);
        assertThat(cluster.leader()).isSameAs(cluster.member(5));
    }

    /** Voters that have elected the last of them and cannot reach it. */
    private static TestCluster behindFirewall(int voters, RoleTimes times) {
        TestCluster cluster = new TestCluster(voters, 0, EnsembleConfig.COUNTER_MAX).withRoleTimes(times);
        cluster.setFirewalled(true);
        cluster.members().forEach(cluster::revive);
        cluster.settle();
        assertThat(cluster.member(voters).status().state()).isEqualTo(ServerState.LEADING);
        return cluster;
    }

    private static void desert(TestCluster cluster) {
        TestMember voter = cluster.member(1);
        cluster.crash(voter);
        cluster.revive(voter);
        cluster.settle();
    }

    private static long timesLooking(TestMember member) {
        return member.reports().stream()
                .filter(Report.Looking.class::isInstance)
                .count();
    }

    private static List<TestMember> observers(TestCluster cluster) {
        return cluster.members().stream().filter(member -> member.id() > 3).toList();
    }

    private static void assertComeBackApart(TestCluster cluster) {
        Map<Long, Long> moments = new TreeMap<>();
        for (int passed = 0; passed <= WITHIN_MS; passed += 10) {
            for (TestMember observer : observers(cluster)) {
                if (observer.status().serving()) {
                    moments.putIfAbsent(observer.id(), cluster.nowMs());
                }
            }
            cluster.advance(10);
        }
        assertThat(moments).hasSize(3);
        assertThat(moments.values()).doesNotHaveDuplicates();
    }
}
