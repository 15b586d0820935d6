package io.coordkit.core.zab;

import static io.coordkit.core.zab.SameTrees.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.effect.Report;
import io.coordkit.core.election.ServerState;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.stats.Count;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.ConnectRequest;
import java.util.List;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.SyncRequest;
import org.junit.jupiter.api.Test;

/** Several servers as one: elected, synchronised in each way, serving, and what happens when one is lost. */
class EnsembleTest {
    @Test
    void threeServersFindOneLeader() {
        TestCluster cluster = TestCluster.of(3);
        assertThat(cluster.leader().status().epoch()).isEqualTo(1);
        assertThat(cluster.members())
                .allSatisfy(member -> assertThat(member.status().serving()).isTrue());
        assertThat(cluster.members().stream().filter(member -> member.status().state() == ServerState.FOLLOWING))
                .hasSize(2);
    }

    @Test
    void aTreeThatIsNotTheLeadersIsNoticed() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        client.create("/a", 0);
        cluster.settle();
        TestMember follower = cluster.follower();
        DataTree tree = follower.replica().tree();
        tree.apply(new TxnHeader(1, 1, tree.lastZxid(), 1), new Txn.SetAcl("/a", Acl.OPEN, 5));
        client.create("/b", 0);
        cluster.settle();
        long first = tree.lastZxid();
        client.create("/c", 0);
        client.create("/d", 0);
        cluster.settle();
        for (TestMember member : cluster.members()) {
            boolean differs = member == follower;
            assertThat(member.reports().stream().filter(Report.DigestMismatch.class::isInstance))
                    .containsExactlyElementsOf(differs ? List.of(new Report.DigestMismatch(first, false)) : List.of());
            assertThat(member.replica().stats().count(Count.DIGEST_MISMATCH)).isEqualTo(differs ? 3 : 0);
        }
    }

    @Test
    void anElectionAmongReachableServersNeedsNoWaiting() {
        TestCluster cluster = TestCluster.of(3);
        long before = cluster.nowMs();
        cluster.kill(cluster.leader());
        assertThat(cluster.nowMs()).isEqualTo(before);
        assertThat(cluster.leader().status().epoch()).isEqualTo(2);
    }

    /** The second server knows that it cannot reach the third and does not wait for it; the first waits, and finds it the better one. */
    @Test
    void whoWasElectedTooSoonDoesNotWaitForThoseWhoHaveChangedTheirMinds() {
        TestCluster cluster = new TestCluster(3, 0, EnsembleConfig.COUNTER_MAX);
        cluster.revive(cluster.member(1));
        cluster.revive(cluster.member(2));
        cluster.miss(cluster.member(2), cluster.member(3));
        cluster.settle();
        assertThat(cluster.member(2).status().state()).isEqualTo(ServerState.LEADING);
        assertThat(cluster.member(1).status().state()).isEqualTo(ServerState.LOOKING);
        cluster.revive(cluster.member(3));
        cluster.settle();
        cluster.advance(400);
        assertThat(cluster.leader()).isSameAs(cluster.member(3));
        assertThat(cluster.member(2).replica().stats().count(Count.QUIT_DISLOYAL))
                .isEqualTo(1);
        assertThat(cluster.members()).allMatch(member -> member.status().serving());
    }

    @Test
    void whoCannotHaveItsQuorumPortLetsAnotherLead() {
        TestCluster cluster = new TestCluster(3, 0, EnsembleConfig.COUNTER_MAX);
        cluster.member(3).setPortTaken(true);
        cluster.members().forEach(cluster::revive);
        cluster.settle();
        cluster.advance(4000);
        assertThat(cluster.leader()).isSameAs(cluster.member(2));
        assertThat(cluster.members())
                .allSatisfy(member -> assertThat(member.status().serving()).isTrue());
        assertThat(cluster.member(3).reports())
                .contains(new Report.Looking("the quorum port cannot be had: it is taken"));
    }

    /** The reference looks for a leader again, while the one that it has elected waits for it. */
    @Test
    void aProxyThatTakesAndDropsALinkIsDialledAgain() {
        TestCluster cluster = new TestCluster(3, 0, EnsembleConfig.COUNTER_MAX);
        cluster.setProxied(true);
        cluster.members().forEach(cluster::revive);
        cluster.settle();
        cluster.advance(1000);
        assertThat(cluster.dropped()).isPositive();
        assertThat(cluster.members()).allSatisfy(member -> {
            assertThat(member.status().serving()).isTrue();
            assertThat(member.reports())
                    .filteredOn(Report.Looking.class::isInstance)
                    .hasSize(1);
        });
    }

    /** The reference waits for {@code initLimit}, and the one that it has lost with it. */
    @Test
    void nobodyWaitsForAQuorumWithVotersThatHaveNotSpoken() {
        TestCluster cluster = new TestCluster(3, 0, EnsembleConfig.COUNTER_MAX);
        TestMember elected = cluster.member(3);
        TestMember other = cluster.member(2);
        elected.setDiskStuck(true);
        cluster.revive(other);
        cluster.revive(elected);
        cluster.settle();
        cluster.advance(300);
        assertThat(elected.status().phase()).isEqualTo(Phase.DISCOVERY);
        cluster.crash(other);
        cluster.revive(other);
        cluster.settle();
        assertThat(elected.reports()).contains(new Report.Looking("the others look for another leader"));
        elected.setDiskStuck(false);
        cluster.advance(1000);
        assertThat(elected.status().serving()).isTrue();
    }

    @Test
    void theQuorumPortIsOpenOnTheLeaderAlone() {
        TestCluster cluster = TestCluster.of(3);
        TestMember former = cluster.leader();
        assertThat(cluster.members())
                .allSatisfy(member -> assertThat(member.isListening()).isEqualTo(member == former));
        cluster.setIsolated(former, true);
        cluster.settle();
        assertThat(former.isListening()).isFalse();
        assertThat(cluster.leader().isListening()).isTrue();
    }

    @Test
    void whatOneServerTakesAllServersShow() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.follower().connect();
        client.create("/a", 0);
        cluster.settle();
        assertThat(answer(client).err()).isZero();
        assertSame(cluster);
        for (TestMember member : cluster.members()) {
            assertThat(member.replica().tree().find("/a")).isNotNull();
        }
    }

    @Test
    void aWriteIsAnsweredWhenAQuorumHasIt() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        List<TestMember> followers = cluster.members().stream()
                .filter(member -> member != cluster.leader())
                .toList();
        followers.forEach(follower -> follower.setDiskStuck(true));
        client.create("/a", 0);
        cluster.settle();
        assertThat(client.take()).isEmpty();
        followers.get(0).setDiskStuck(false);
        cluster.settle();
        assertThat(answer(client).err()).isZero();
    }

    @Test
    void whatAFollowerAcknowledgedAndCutsOffAgainCountsNoMore() {
        TestCluster cluster = TestCluster.of(5);
        TestMember leader = cluster.leader();
        List<TestMember> followers =
                cluster.members().stream().filter(member -> member != leader).toList();
        TestMember returning = followers.get(0);
        TestClient client = leader.connect();
        followers.forEach(follower -> follower.setDiskStuck(follower != returning));
        client.create("/a", 0);
        cluster.settle();
        cluster.kill(returning);
        returning.setDiskStuck(true);
        cluster.start(returning);
        cluster.advance(100);
        followers.get(1).setDiskStuck(false);
        cluster.settle();
        assertThat(client.take()).isEmpty();
        returning.setDiskStuck(false);
        cluster.settle();
        assertThat(answer(client).err()).isZero();
    }

    @Test
    void aFollowerWhoseDiskIsSlowLetsTheLeaderWait() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        TestMember slow = cluster.follower();
        slow.setDiskStuck(true);
        client.create("/a", 0);
        String mebibyte = "x".repeat(1 << 20);
        for (int i = 0; i < 31; i++) {
            client.setData("/a", mebibyte);
        }
        cluster.settle();
        assertThat(client.take()).hasSize(32);
        assertThat(slow.readsPeer()).isTrue();
        client.setData("/a", mebibyte);
        cluster.settle();
        assertThat(slow.readsPeer()).isFalse();
        slow.setDiskStuck(false);
        cluster.settle();
        assertThat(slow.readsPeer()).isTrue();
    }

    @Test
    void theLeadersOwnDiskCountsLikeAnyOther() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        cluster.leader().setDiskStuck(true);
        client.create("/a", 0);
        cluster.settle();
        assertThat(answer(client).err()).isZero();
    }

    @Test
    void whatWasAnsweredSurvivesTheLeader() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        client.create("/a", 0);
        cluster.settle();
        TestMember former = cluster.leader();
        cluster.kill(former);
        assertThat(cluster.leader().replica().tree().find("/a")).isNotNull();
        TestClient other = cluster.follower().connect();
        other.create("/b", 0);
        cluster.settle();
        cluster.start(former);
        cluster.advance(500);
        assertThat(syncsOf(cluster)).contains("DIFF");
        assertSame(cluster);
        assertThat(former.replica().tree().find("/b")).isNotNull();
    }

    @Test
    void anUndecidedTailIsTruncated() {
        TestCluster cluster = TestCluster.of(3);
        TestMember former = cluster.leader();
        TestClient client = former.connect();
        writeToTheLeaderAlone(cluster, client);
        long tail = former.logged().get(former.logged().size() - 1);
        cluster.kill(former);
        cluster.leader().connect();
        cluster.start(former);
        cluster.advance(500);
        assertThat(syncsOf(cluster)).contains("TRUNC");
        assertThat(former.logged()).doesNotContain(tail);
        assertThat(former.replica().tree().find("/alone")).isNull();
        assertSame(cluster);
    }

    @Test
    void aTailThatCannotBeCutIsReplacedByTheWholeTree() {
        TestCluster cluster = TestCluster.of(3);
        TestMember former = cluster.leader();
        TestClient client = former.connect();
        writeToTheLeaderAlone(cluster, client);
        cluster.kill(former);
        former.compact();
        cluster.leader().connect();
        cluster.start(former);
        cluster.advance(2000);
        assertThat(syncsOf(cluster)).contains("TRUNC", "SNAP");
        assertThat(former.replica().tree().find("/alone")).isNull();
        assertSame(cluster);
    }

    @Test
    void anEmptyServerIsGivenTheWholeTree() {
        TestCluster cluster = new TestCluster(3, 0, EnsembleConfig.COUNTER_MAX);
        cluster.start(cluster.member(1));
        cluster.start(cluster.member(2));
        cluster.settle();
        cluster.advance(500);
        TestClient client = cluster.leader().connect();
        for (int i = 0; i < 20; i++) {
            client.create("/n" + i, i % 2);
        }
        cluster.settle();
        cluster.members().stream().filter(TestMember::isUp).toList().forEach(member -> {
            cluster.kill(member);
            member.compact();
        });
        cluster.start(cluster.member(1));
        cluster.start(cluster.member(2));
        cluster.start(cluster.member(3));
        cluster.advance(500);
        assertThat(syncsOf(cluster)).contains("SNAP");
        assertSame(cluster);
        assertThat(cluster.member(3).replica().tree().size()).isEqualTo(24);
    }

    /** Members of these tests remember four transactions. */
    @Test
    void whoLagsMoreThanTheLeaderRemembersIsSentWhatTheLogHas() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        TestMember learner = cluster.follower();
        cluster.kill(learner);
        for (int i = 0; i < 20; i++) {
            client.create("/n" + i, 0);
        }
        cluster.settle();
        cluster.start(learner);
        cluster.run(20);
        client.create("/meanwhile", 0);
        cluster.settle();
        cluster.advance(100);
        assertThat(syncsOf(cluster)).contains("DIFF-LOG").doesNotContain("SNAP");
        assertThat(learner.logged()).isEqualTo(cluster.leader().logged());
        assertSame(cluster);
    }

    /** A leader of the reference queues what is undecided before it reads its tree's zxid; meanwhile it may be decided. */
    @Test
    void whatTheTreeContainedAlreadyIsPassedOver() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        client.create("/a", 0);
        cluster.settle();
        TestMember learner = cluster.follower();
        cluster.kill(learner);
        for (int i = 0; i < 20; i++) {
            client.create("/n" + i, 0);
        }
        cluster.settle();
        cluster.leader().compact();
        cluster.start(learner);
        cluster.advance(100);
        List<String> syncs = syncsOf(cluster);
        assertThat(syncs).contains("SNAP");
        long zxid = cluster.leader().replica().tree().lastZxid();
        cluster.sendToLearner(learner, QuorumPacket.of(PacketType.PROPOSAL, zxid, new byte[0]));
        cluster.settle();
        assertThat(syncsOf(cluster)).isEqualTo(syncs);
        assertSame(cluster);
    }

    @Test
    void aSessionMovesWithItsClient() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.follower().connect();
        client.create("/e", 1);
        cluster.settle();
        TestClient moved = cluster.leader().open();
        moved.greet(
                new ConnectRequest(answer(client).zxid(), 1000, client.sessionId(), client.password(), false, true));
        cluster.settle();
        assertThat(moved.takeHandshake().getSessionId()).isEqualTo(client.sessionId());
        client.create("/late", 0);
        cluster.settle();
        assertThat(client.isClosed()).isTrue();
        assertThat(cluster.leader().replica().tree().find("/late")).isNull();
        assertThat(cluster.leader().replica().tree().find("/e")).isNotNull();
    }

    @Test
    void pingsToAFollowerKeepASessionAlive() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.follower().connect();
        client.create("/e", 1);
        for (int i = 0; i < 10; i++) {
            cluster.advance(400);
            client.ping();
            cluster.settle();
        }
        assertThat(cluster.leader().replica().tree().find("/e")).isNotNull();
        cluster.advance(1500);
        assertThat(cluster.leader().replica().tree().find("/e")).isNull();
        assertThat(client.isClosed()).isTrue();
        assertSame(cluster);
    }

    @Test
    void aSyncWaitsForProofThatTheLeaderStillLeads() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        sync(client);
        assertThat(client.take()).isEmpty();
        cluster.settle();
        assertThat(answer(client).err()).isZero();
        TestClient far = cluster.follower().connect();
        sync(far);
        far.create("/a", 0);
        cluster.settle();
        assertThat(far.take()).hasSize(2);
    }

    @Test
    void withoutAQuorumNobodyServesForLong() {
        TestCluster cluster = TestCluster.of(3);
        TestClient client = cluster.leader().connect();
        cluster.kill(cluster.follower());
        assertThat(client.isClosed()).isFalse();
        cluster.kill(cluster.follower());
        assertThat(cluster.members().stream().filter(TestMember::isUp))
                .allSatisfy(member -> assertThat(member.status().serving()).isFalse());
        client.getData("/", false);
        assertThat(answer(client).err()).isZero();
        cluster.advance(TestCluster.TICK_MS);
        assertThat(client.isClosed()).isTrue();
    }

    /** It may be an operator who asks why. */
    @Test
    void whoHasNotAskedForASessionStaysAndGetsNone() {
        TestCluster cluster = TestCluster.of(3);
        TestClient silent = cluster.leader().open();
        cluster.kill(cluster.follower());
        cluster.kill(cluster.follower());
        cluster.advance(TestCluster.TICK_MS);
        assertThat(silent.isClosed()).isFalse();
        silent.greet(new ConnectRequest(0, 1000, 0, new byte[16], false, true));
        assertThat(silent.isClosed()).isTrue();
    }

    @Test
    void clientsOfFollowersStayWhenTheLeaderDies() {
        TestCluster cluster = TestCluster.of(3);
        TestMember survivor = cluster.follower();
        TestClient client = survivor.connect();
        client.getData("/", true);
        client.create("/a", 0);
        cluster.settle();
        client.take();
        cluster.kill(cluster.leader());
        client.create("/b", 1);
        client.setData("/a", "x");
        cluster.settle();
        assertThat(client.take().stream().map(TestClient.Reply::err)).containsExactly(0, 0);
        assertThat(client.isClosed()).isFalse();
        assertSame(cluster);
        cluster.advance(900);
        client.ping();
        cluster.advance(900);
        assertThat(survivor.replica().tree().find("/b")).isNotNull();
    }

    @Test
    void whatTheDeadLeaderWasAskedIsDoneOnce() {
        TestCluster cluster = TestCluster.of(3);
        TestMember survivor = cluster.follower();
        TestClient client = survivor.connect();
        TestMember former = cluster.leader();
        // On its way to a leader that dies before anything arrives.
        client.create("/seq-", 2);
        cluster.kill(former);
        assertThat(client.take().stream().map(TestClient.Reply::err)).containsExactly(0);
        assertThat(survivor.replica().tree().find("/").childCount()).isEqualTo(2);
    }

    @Test
    void whatTheDeadLeaderDecidedIsAnsweredAfterAll() {
        TestCluster cluster = TestCluster.of(3);
        TestMember former = cluster.leader();
        TestMember survivor = cluster.follower();
        TestClient client = survivor.connect();
        // Logged by everybody, acknowledged by nobody.
        cluster.members().forEach(member -> member.setDiskStuck(true));
        client.create("/seq-", 2);
        cluster.settle();
        assertThat(client.take()).isEmpty();
        cluster.kill(former);
        cluster.members().forEach(member -> member.setDiskStuck(false));
        cluster.settle();
        cluster.advance(500);
        assertThat(client.take().stream().map(TestClient.Reply::err)).containsExactly(0);
        assertThat(survivor.replica().tree().find("/").childCount()).isEqualTo(2);
        assertSame(cluster);
    }

    @Test
    void whoComesDuringAnElectionWaitsForItsEnd() {
        TestCluster cluster = TestCluster.of(3);
        TestMember survivor = cluster.follower();
        TestClient client = cluster.leader().connect();
        cluster.members().forEach(member -> member.setDiskStuck(true));
        cluster.kill(cluster.leader());
        TestClient moved = survivor.open();
        moved.greet(new ConnectRequest(0, 1000, client.sessionId(), client.password(), false, true));
        cluster.settle();
        assertThat(survivor.status().serving()).isFalse();
        cluster.members().forEach(member -> member.setDiskStuck(false));
        cluster.settle();
        assertThat(moved.takeHandshake().getSessionId()).isEqualTo(client.sessionId());
    }

    @Test
    void anEpochEndsBeforeItsCounterDoes() {
        TestCluster cluster = new TestCluster(3, 0, 10).startAll();
        for (int i = 0; i < 30; i++) {
            // The one who asks for the eleventh is cut, and tries again like anybody whose leader is gone.
            TestClient client = cluster.leader().open();
            client.greet(new ConnectRequest(0, 1000, 0, new byte[16], false, true));
            cluster.settle();
            if (!client.isClosed()) {
                client.create("/n" + i, 0);
            }
            cluster.settle();
        }
        assertThat(cluster.leader().status().epoch()).isGreaterThan(5);
        for (TestMember member : cluster.members()) {
            assertThat(member.logged())
                    .allSatisfy(zxid -> assertThat(Zxid.counter(zxid)).isBetween(1L, 10L));
        }
        assertSame(cluster);
    }

    @Test
    void anObserverLearnsAndDoesNotCount() {
        TestCluster cluster = new TestCluster(3, 1, EnsembleConfig.COUNTER_MAX).startAll();
        TestMember observer = cluster.member(4);
        assertThat(observer.status().state()).isEqualTo(ServerState.OBSERVING);
        TestClient client = observer.connect();
        client.create("/a", 0);
        cluster.settle();
        assertThat(answer(client).err()).isZero();
        assertSame(cluster);
        cluster.kill(cluster.member(1));
        cluster.kill(cluster.member(2));
        cluster.advance(100);
        assertThat(observer.status().serving()).isFalse();
    }

    @Test
    void anEnsembleOfOneVoterServes() {
        TestCluster cluster = TestCluster.of(1);
        TestClient client = cluster.leader().connect();
        client.create("/a", 0);
        sync(client);
        cluster.settle();
        assertThat(client.take()).hasSize(2);
    }

    private static TestClient.Reply answer(TestClient client) {
        List<TestClient.Reply> replies = client.take();
        assertThat(replies).hasSize(1);
        return replies.get(0);
    }

    private static void sync(TestClient client) {
        client.send(OpCode.sync, new SyncRequest("/"));
    }

    /** A write that is in the log of the leader and of nobody else. */
    private static void writeToTheLeaderAlone(TestCluster cluster, TestClient client) {
        client.take();
        client.create("/alone", 0);
        // Nothing has arrived anywhere when the leader dies.
        assertThat(client.take()).isEmpty();
        assertThat(cluster.leader().status().serving()).isTrue();
    }

    private static List<String> syncsOf(TestCluster cluster) {
        return cluster.members().stream()
                .flatMap(member -> member.reports().stream())
                .filter(Report.LearnerSyncing.class::isInstance)
                .map(report -> ((Report.LearnerSyncing) report).plan())
                .toList();
    }
}
