package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.election.ServerState;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.wire.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.ReconfigRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An ensemble whose members come, go, and change their places while it serves. */
class ReconfigTest {
    private static final long ANY = -1;

    @Test
    void theFirstMembershipGetsTheVersionOfItsEpoch() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 0);
        for (TestMember member : cluster.members()) {
            assertThat(member.memberships().decided().version()).isEqualTo(0x1_0000_0000L);
            assertThat(member.memberships().isChanging()).isFalse();
            assertThat(config(member)).endsWith("version=100000000");
        }
    }

    @Test
    void aStrangerFollowsWithoutAVoteUntilItIsTakenIn() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 2);
        TestMember fourth = cluster.member(4);
        assertThat(fourth.status().state()).isEqualTo(ServerState.FOLLOWING);
        assertThat(fourth.memberships().decided().voters()).containsExactly(1L, 2L, 3L);
        TestClient client = cluster.follower().connect();
        TestClient.Reply reply = join(cluster, client, 4, 5);
        assertThat(reply.err()).isZero();
        String text = new String(reply.as(new GetDataResponse()).getData(), StandardCharsets.UTF_8);
        assertThat(text).contains("server.4=127.0.0.1:1004:2004:participant;127.0.0.1:3004\n");
        assertThat(text).endsWith("version=" + Long.toHexString(reply.zxid()));
        assertThat(reply.as(new GetDataResponse()).getStat().getVersion()).isEqualTo(-1);
        assertThat(reply.as(new GetDataResponse()).getStat().getMzxid()).isEqualTo(reply.zxid());
        for (TestMember member : cluster.members()) {
            assertThat(member.memberships().decided().voters()).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(config(member)).isEqualTo(text);
        }
        writes(cluster, client, "/a");
    }

    @Test
    void afterGrowthTwoMayDie() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 2);
        assertThat(join(cluster, cluster.leader().connect(), 4, 5).err()).isZero();
        cluster.kill(cluster.member(1));
        cluster.kill(cluster.leader());
        cluster.advance(1000);
        writes(cluster, cluster.leader().connect(), "/a");
    }

    /** {@code ReconfigRecoveryTest.testCurrentObserverIsParticipantInNewConfig} of the reference. */
    @Test
    void anObserverThatAProposalMakesAVoterHelpsToDecideIt() throws Exception {
        TestCluster cluster = TestCluster.reconfigurable(3, 2, 0);
        Membership former = cluster.leader().memberships().decided();
        cluster.members().forEach(cluster::crash);
        List<Member> lines = former.members().stream()
                .map(member -> new Member(
                        member.id(), member.addresses(), List.of(2L, 3L).contains(member.id()), member.client()))
                .toList();
        Membership proposed = Membership.of(lines, former.version() + 1);
        List.of(1L, 2L, 3L).forEach(id -> cluster.member(id).propose(proposed));
        cluster.members().forEach(cluster::revive);
        cluster.settle();
        cluster.advance(2000);
        assertThat(cluster.members())
                .allSatisfy(member ->
                        assertThat(member.memberships().decided().voters()).containsExactly(1L, 4L, 5L))
                .allSatisfy(member -> assertThat(member.status().serving()).isTrue());
        writes(cluster, cluster.follower().connect(), "/a");
    }

    @Test
    void beforeItIsDecidedBothMembershipsMustAgree() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 2);
        TestClient client = cluster.leader().connect();
        List<TestMember> followers = cluster.members().stream()
                .filter(member -> member != cluster.leader())
                .toList();
        followers.forEach(follower -> follower.setDiskStuck(true));
        ask(client, lines(4, 5), null, ANY);
        client.create("/behind", 0);
        cluster.settle();
        // Two of three old ones, and the two new ones do not matter to them: three of five are needed.
        TestMember old = followers.get(0);
        old.setDiskStuck(false);
        cluster.settle();
        assertThat(client.take()).isEmpty();
        assertThat(old.memberships().isChanging()).isTrue();
        cluster.member(4).setDiskStuck(false);
        cluster.settle();
        assertThat(client.takeAnswers()).extracting(TestClient.Reply::err).containsExactly(0, 0);
    }

    @Test
    void whoComesBackMeanwhileDoesNotTakeWhatIsProposedForDecided() {
        TestCluster cluster = TestCluster.reconfigurable(3, 1, 1);
        TestMember observer = cluster.member(4);
        TestClient client = cluster.leader().connect();
        List<TestMember> others = cluster.members().stream()
                .filter(member -> member != cluster.leader() && member != observer)
                .toList();
        others.forEach(member -> member.setDiskStuck(true));
        ask(client, lines(5), null, ANY);
        cluster.settle();
        cluster.kill(observer);
        cluster.start(observer);
        cluster.advance(300);
        assertThat(observer.status().serving()).isTrue();
        assertThat(observer.memberships().decided().voters()).containsExactly(1L, 2L, 3L);
        assertThat(observer.memberships().seen().voters()).containsExactly(1L, 2L, 3L, 5L);
        others.forEach(member -> member.setDiskStuck(false));
        cluster.settle();
        assertThat(observer.memberships().decided().voters()).containsExactly(1L, 2L, 3L, 5L);
    }

    @Test
    void aProposedMembershipIsCompletedByTheNextLeader() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 2);
        TestMember leader = cluster.leader();
        TestClient client = leader.connect();
        cluster.members().stream().filter(member -> member != leader).forEach(member -> member.setDiskStuck(true));
        ask(client, lines(4, 5), null, ANY);
        cluster.settle();
        cluster.crash(leader);
        cluster.members().forEach(member -> member.setDiskStuck(false));
        cluster.settle();
        cluster.advance(2000);
        cluster.members().stream().filter(TestMember::isUp).forEach(member -> assertThat(
                        member.memberships().decided().voters())
                .containsExactly(1L, 2L, 3L, 4L, 5L));
        writes(cluster, cluster.leader().connect(), "/a");
        cluster.start(leader);
        cluster.advance(2000);
        assertThat(config(leader)).isEqualTo(config(cluster.leader()));
    }

    @Test
    void whatNobodyElseHasSeenIsForgotten() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 2);
        TestMember leader = cluster.leader();
        TestClient client = leader.connect();
        ask(client, lines(4, 5), null, ANY);
        cluster.crash(leader);
        cluster.settle();
        cluster.advance(2000);
        assertThat(leader.memberships().isChanging()).isTrue();
        writes(cluster, cluster.leader().connect(), "/a");
        cluster.start(leader);
        cluster.advance(2000);
        assertThat(leader.memberships().isChanging()).isFalse();
        assertThat(leader.memberships().decided().voters()).containsExactly(1L, 2L, 3L);
        assertThat(leader.status().serving()).isTrue();
    }

    @Test
    void aLeaderThatIsRemovedHandsOverWithoutAnElection() {
        TestCluster cluster = TestCluster.reconfigurable(5, 0, 0);
        TestMember leader = cluster.leader();
        TestClient client = cluster.follower().connect();
        TestClient ofLeader = leader.connect();
        ask(ofLeader, null, Long.toString(leader.id()), ANY);
        long before = cluster.nowMs();
        cluster.settle();
        assertThat(cluster.nowMs()).isEqualTo(before);
        assertThat(answer(ofLeader).err()).isZero();
        TestMember heir = cluster.leader();
        assertThat(heir).isNotSameAs(leader);
        assertThat(heir.memberships().decided().voters()).hasSize(4).doesNotContain(leader.id());
        assertThat(leader.status().state()).isEqualTo(ServerState.FOLLOWING);
        assertThat(leader.status().serving()).isTrue();
        writes(cluster, client, "/a");
        writes(cluster, ofLeader, "/b");
    }

    @Test
    void aLeaderThatMovesHandsOver() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 0);
        TestMember leader = cluster.leader();
        TestClient client = cluster.follower().connect();
        String moved = line(leader.id()).replace(":100" + leader.id() + ":", ":1999:");
        ask(client, moved, null, ANY);
        cluster.settle();
        assertThat(answer(client).err()).isZero();
        assertThat(cluster.leader()).isNotSameAs(leader);
        assertThat(leader.status().serving()).isTrue();
        assertThat(config(leader)).contains(":1999:");
        writes(cluster, client, "/a");
    }

    @Test
    void anObserverIsMadeAVoterAndAVoterAnObserver() {
        TestCluster cluster = TestCluster.reconfigurable(3, 1, 0);
        TestMember observer = cluster.member(4);
        assertThat(observer.status().state()).isEqualTo(ServerState.OBSERVING);
        TestClient client = observer.connect();
        assertThat(join(cluster, client, 4).err()).isZero();
        assertThat(observer.status().state()).isEqualTo(ServerState.FOLLOWING);
        assertThat(observer.status().serving()).isTrue();
        writes(cluster, client, "/a");
        TestMember voter = cluster.follower();
        ask(client, line(voter.id()).replace("participant", "observer"), null, ANY);
        cluster.settle();
        assertThat(answer(client).err()).isZero();
        assertThat(voter.status().state()).isEqualTo(ServerState.OBSERVING);
        assertThat(voter.status().serving()).isTrue();
        writes(cluster, client, "/b");
    }

    @Test
    void aLeaderMayBecomeAnObserver() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 0);
        TestMember leader = cluster.leader();
        TestClient client = leader.connect();
        ask(client, line(leader.id()).replace("participant", "observer"), null, ANY);
        cluster.settle();
        assertThat(answer(client).err()).isZero();
        assertThat(leader.status().state()).isEqualTo(ServerState.OBSERVING);
        writes(cluster, client, "/a");
    }

    @Test
    void whoWasAwayLearnsTheMembershipFromTheVotersOfNow() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 2);
        TestMember away = cluster.follower();
        cluster.kill(away);
        TestClient client = cluster.leader().connect();
        assertThat(join(cluster, client, 4, 5).err()).isZero();
        cluster.start(away);
        cluster.advance(2000);
        assertThat(away.memberships().decided().voters()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(away.status().serving()).isTrue();
    }

    @Test
    void allOfThemRestartWithTheNewMembership() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 2);
        assertThat(join(cluster, cluster.leader().connect(), 4, 5).err()).isZero();
        cluster.members().forEach(cluster::crash);
        cluster.settle();
        cluster.startAll();
        cluster.advance(1000);
        TestMember leader = cluster.leader();
        assertThat(leader.memberships().decided().voters()).hasSize(5);
        assertThat(cluster.members()).allMatch(member -> member.status().serving());
        writes(cluster, leader.connect(), "/a");
    }

    @Test
    void refusesInTheOrderOfTheReference() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 1);
        TestClient client = cluster.leader().connect();
        assertThat(error(cluster, client, lines(4), null, 7)).isEqualTo(ErrorCode.BAD_VERSION);
        assertThat(error(cluster, client, "server.x=a:1:2;3", null, ANY)).isEqualTo(ErrorCode.MARSHALLING_ERROR);
        assertThat(error(cluster, client, "server.4=a:1:2", null, ANY)).isEqualTo(ErrorCode.BAD_ARGUMENTS);
        assertThat(error(cluster, client, "server.4=a:1:1;3", null, ANY)).isEqualTo(ErrorCode.BAD_ARGUMENTS);
        assertThat(error(cluster, client, null, "1,2,3", ANY)).isEqualTo(ErrorCode.BAD_ARGUMENTS);
        assertThat(error(cluster, client, lines(7, 8, 9, 10), null, ANY)).isEqualTo(ErrorCode.NEW_CONFIG_NO_QUORUM);
        client.send(OpCode.reconfig, new ReconfigRequest(null, null, "port=1", ANY));
        cluster.settle();
        assertThat(answer(client).err()).isEqualTo(ErrorCode.BAD_ARGUMENTS.code());
        client.send(OpCode.reconfig, new ReconfigRequest(null, null, lines(1, 2, 4), ANY));
        cluster.settle();
        assertThat(answer(client).err()).isZero();
        assertThat(cluster.leader().memberships().decided().voters()).containsExactly(1L, 2L, 4L);
    }

    @Test
    void oneReconfigurationAtATime() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 2);
        TestClient client = cluster.leader().connect();
        ask(client, lines(4), null, ANY);
        ask(client, lines(5), null, ANY);
        cluster.settle();
        assertThat(client.takeAnswers())
                .extracting(TestClient.Reply::err)
                .containsExactly(0, ErrorCode.RECONFIG_IN_PROGRESS.code());
    }

    @Test
    void watchersOfTheConfigurationAreTold() {
        TestCluster cluster = TestCluster.reconfigurable(3, 0, 1);
        TestClient watcher = cluster.follower().connect();
        watcher.getData("/zookeeper/config", true);
        TestClient persistent = cluster.leader().connect();
        persistent.addWatch("/zookeeper/config", 0);
        cluster.settle();
        watcher.take();
        persistent.take();
        assertThat(join(cluster, cluster.leader().connect(), 4).err()).isZero();
        for (TestClient each : List.of(watcher, persistent)) {
            assertThat(each.take()).extracting(TestClient.Reply::xid).containsExactly(-1);
        }
    }

    private static TestClient.Reply join(TestCluster cluster, TestClient client, long... ids) {
        ask(client, lines(ids), null, ANY);
        cluster.settle();
        return answer(client);
    }

    private static ErrorCode error(
            TestCluster cluster, TestClient client, @Nullable String joining, @Nullable String leaving, long version) {
        ask(client, joining, leaving, version);
        cluster.settle();
        return ErrorCode.of(answer(client).err());
    }

    private static void ask(TestClient client, @Nullable String joining, @Nullable String leaving, long version) {
        client.send(OpCode.reconfig, new ReconfigRequest(joining, leaving, null, version));
    }

    private static String lines(long... ids) {
        return Arrays.stream(ids).mapToObj(ReconfigTest::line).collect(Collectors.joining(","));
    }

    private static String line(long id) {
        return "server." + id + "=" + TestCluster.line(id, false).toText();
    }

    private static String config(TestMember member) {
        byte[] data = member.replica().tree().find("/zookeeper/config").data();
        return new String(data, StandardCharsets.UTF_8);
    }

    private static void writes(TestCluster cluster, TestClient client, String path) {
        client.create(path, 0);
        cluster.settle();
        assertThat(answer(client).err()).isZero();
        for (TestMember member : cluster.members()) {
            if (member.isUp()) {
                assertThat(member.replica().tree().find(path))
                        .as(path + " on " + member.id())
                        .isNotNull();
            }
        }
    }

    private static TestClient.Reply answer(TestClient client) {
        List<TestClient.Reply> answers = client.takeAnswers();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }
}
