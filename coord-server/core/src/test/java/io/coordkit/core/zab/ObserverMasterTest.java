package io.coordkit.core.zab;

import static io.coordkit.core.zab.SameTrees.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.effect.Report;
import io.coordkit.core.election.ServerState;
import io.coordkit.core.harness.Jute;
import io.coordkit.core.harness.Stranger;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.session.SessionPassword;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.JuteWriter;
import java.util.Comparator;
import java.util.List;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.ReconfigRequest;
import org.apache.zookeeper.proto.SyncRequest;
import org.junit.jupiter.api.Test;

/** Observers that learn from followers ({@code observerMasterPort}). */
class ObserverMasterTest {
    private static final ObserverMasterPolicy ON = new ObserverMasterPolicy(true, RecentLog.PINNED_BYTES);
    private static final int EPHEMERAL = 1;

    @Test
    void observersLearnFromFollowers() {
        TestCluster cluster = cluster(3, 3);
        TestMember leader = cluster.leader();
        List<Long> followers = cluster.members().stream()
                .filter(member -> member.status().state() == ServerState.FOLLOWING)
                .map(TestMember::id)
                .toList();
        for (TestMember observer : observers(cluster)) {
            assertThat(observer.status().serving()).isTrue();
            assertThat(observer.status().leader()).isEqualTo(leader.id());
            assertThat(followers).contains(observer.status().learnsFrom());
            assertThat(numbers(masterOf(cluster, observer))).contains(observer.id());
            assertThat(observer.reports())
                    .contains(new Report.LearningFrom(observer.status().learnsFrom()));
        }
        assertThat(leader.replica().observers()).contains(List.of());
        assertThat(observers(cluster).stream()
                        .map(observer -> observer.status().learnsFrom())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void onlyFollowersLetThemInAndOnlyIfThatIsWanted() {
        TestCluster cluster = cluster(3, 1);
        assertThat(cluster.members()).allSatisfy(member -> assertThat(member.isListeningForObservers())
                .isEqualTo(member.status().state() == ServerState.FOLLOWING));
        cluster.kill(cluster.leader());
        cluster.advance(500);
        assertThat(cluster.leader().isListeningForObservers()).isFalse();
        TestCluster without = new TestCluster(3, 1, EnsembleConfig.COUNTER_MAX).startAll();
        assertThat(without.members()).allSatisfy(member -> assertThat(member.isListeningForObservers())
                .isFalse());
        assertThat(without.member(4).status().learnsFrom())
                .isEqualTo(without.leader().id());
        assertThat(without.follower().replica().observers()).isEmpty();
    }

    @Test
    void withoutFollowersAnObserverLearnsFromTheLeader() {
        TestCluster cluster = cluster(1, 1);
        TestMember observer = cluster.member(2);
        assertThat(observer.status().serving()).isTrue();
        assertThat(observer.status().learnsFrom()).isEqualTo(1);
        writes(cluster, observer.connect(), "/a");
    }

    @Test
    void whatAnObserversClientWritesAllServersShow() {
        TestCluster cluster = cluster(3, 2);
        writes(cluster, cluster.member(4).connect(), "/a");
        writes(cluster, cluster.member(5).connect(), "/b");
        assertSame(cluster);
    }

    @Test
    void aWriteIsToldByTheMasterAndNotByTheLeader() {
        TestCluster cluster = cluster(3, 1);
        cluster.traffic().takePackets();
        writes(cluster, cluster.leader().connect(), "/a");
        assertThat(cluster.traffic().zxids(cluster.member(4), PacketType.INFORM))
                .hasSize(2);
        assertThat(cluster.traffic().zxids(cluster.member(4), PacketType.PROPOSAL))
                .isEmpty();
    }

    @Test
    void aSyncShowsWhatWasWrittenElsewhereBeforeIt() {
        TestCluster cluster = cluster(3, 1);
        TestClient reader = cluster.member(4).connect();
        TestClient writer = cluster.leader().connect();
        for (int i = 0; i < 3; i++) {
            writer.create("/w" + i, 0);
            reader.create("/r" + i, 0);
            reader.send(OpCode.sync, new SyncRequest("/"));
            reader.exists("/w" + i, false);
        }
        cluster.settle();
        cluster.advance(200);
        assertThat(reader.take()).hasSize(9).allMatch(reply -> reply.err() == 0);
    }

    @Test
    void syncsOfAFollowersClientsAndOfItsObserversAreNotMixedUp() {
        TestCluster cluster = cluster(3, 1);
        TestMember master = masterOf(cluster, cluster.member(4));
        TestClient near = master.connect();
        TestClient far = cluster.member(4).connect();
        for (int i = 0; i < 4; i++) {
            near.send(OpCode.sync, new SyncRequest("/near"));
            far.send(OpCode.sync, new SyncRequest("/far"));
        }
        cluster.settle();
        cluster.advance(200);
        assertThat(near.takeShort()).containsExactly("1:0", "2:0", "3:0", "4:0");
        assertThat(far.takeShort()).containsExactly("1:0", "2:0", "3:0", "4:0");
    }

    /** Its client may have come back by then, and asked for newer things. */
    @Test
    void whatWaitsBehindASyncIsNotDoneWhenTheObserverIsGone() {
        TestCluster cluster = cluster(3, 1);
        TestMember follower = cluster.follower();
        TestClient near = follower.connect();
        Stranger observer = cluster.stranger(follower);
        observer.observe(9, 0);
        near.send(OpCode.sync, new SyncRequest("/"));
        observer.say(PacketType.REQUEST, -1, created("/late", near.sessionId()));
        observer.vanish();
        cluster.settle();
        cluster.advance(200);
        assertThat(near.take()).hasSize(1);
        assertThat(cluster.leader().replica().tree().find("/late")).isNull();
        Stranger patient = cluster.stranger(follower);
        patient.observe(9, 0);
        near.send(OpCode.sync, new SyncRequest("/"));
        patient.say(PacketType.REQUEST, -1, created("/late", near.sessionId()));
        cluster.settle();
        cluster.advance(200);
        assertThat(cluster.leader().replica().tree().find("/late")).isNotNull();
    }

    private static JuteWriter created(String path, long sessionId) {
        JuteWriter data = new JuteWriter(64);
        data.writeLong(sessionId).writeInt(77).writeInt(OpCode.create);
        byte[] body = Jute.bytes(new CreateRequest(path, new byte[0], TestClient.OPEN, 0));
        return data.writeRaw(body, 0, body.length);
    }

    @Test
    void sessionsOfAnObserverOutliveTheLossOfItsMaster() {
        TestCluster cluster = cluster(5, 1);
        TestMember observer = cluster.member(6);
        TestClient client = observer.connect();
        client.create("/mine", EPHEMERAL);
        cluster.settle();
        assertThat(client.take()).hasSize(1);
        TestMember former = masterOf(cluster, observer);
        cluster.kill(former);
        cluster.advance(300);
        assertThat(observer.status().serving()).isTrue();
        assertThat(observer.status().learnsFrom())
                .isNotIn(former.id(), cluster.leader().id());
        assertThat(observer.status().epoch()).isEqualTo(1);
        // For the leader the session is the former master's.
        assertThat(client.isClosed()).isTrue();
        TestClient back = comeBack(cluster, observer, client);
        assertThat(back.sessionId()).isEqualTo(client.sessionId());
        writes(cluster, back, "/a");
        assertThat(observer.replica().tree().find("/mine")).isNotNull();
    }

    @Test
    void sessionsOfAnObserverOutliveTheLossOfTheLeader() {
        TestCluster cluster = cluster(5, 2);
        TestMember observer = cluster.member(6);
        TestClient client = observer.connect();
        client.create("/mine", EPHEMERAL);
        cluster.settle();
        client.take();
        cluster.kill(cluster.leader());
        cluster.advance(500);
        assertThat(observer.status().serving()).isTrue();
        assertThat(observer.status().epoch()).isEqualTo(2);
        TestClient now = client.isClosed() ? comeBack(cluster, observer, client) : client;
        writes(cluster, now, "/a");
        assertThat(observer.replica().tree().find("/mine")).isNotNull();
        assertSame(cluster);
    }

    @Test
    void aSessionThatIsPingedAtAnObserverLives() {
        TestCluster cluster = cluster(3, 1);
        TestClient client = cluster.member(4).connect();
        for (int i = 0; i < 30; i++) {
            cluster.advance(100);
            client.ping();
        }
        assertThat(client.isClosed()).isFalse();
        assertThat(cluster.leader().replica().tree().sessionTimeoutMs(client.sessionId()))
                .isNotNull();
        // Nobody else keeps it.
        cluster.advance(2500);
        assertThat(cluster.leader().replica().tree().sessionTimeoutMs(client.sessionId()))
                .isNull();
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void aClientMovesItsSessionToAnObserver() {
        TestCluster cluster = cluster(3, 1);
        TestClient client = cluster.leader().connect();
        TestClient moved = comeBack(cluster, cluster.member(4), client);
        assertThat(moved.sessionId()).isEqualTo(client.sessionId());
        writes(cluster, moved, "/a");
        TestClient nobody = cluster.member(4).open();
        nobody.greet(new ConnectRequest(0, 1000, 77, SessionPassword.of(77), false, true));
        cluster.settle();
        assertThat(nobody.takeHandshake().getSessionId()).isZero();
    }

    @Test
    void everyOtherFirstPacketIsRefused() {
        TestCluster cluster = cluster(3, 1);
        Stranger follower = cluster.stranger(cluster.follower());
        follower.introduce(PacketType.FOLLOWER_INFO, 9);
        assertThat(follower.isClosed()).isTrue();
        assertThat(cluster.follower().reports())
                .contains(new Report.PeerRefused(Long.MIN_VALUE, "FOLLOWER_INFO to a follower"));
        Stranger hasty = cluster.stranger(cluster.follower());
        hasty.promise(0);
        assertThat(hasty.isClosed()).isTrue();
        Stranger copy = cluster.stranger(cluster.follower());
        copy.introduce(PacketType.OBSERVER_INFO, cluster.follower().id());
        assertThat(copy.isClosed()).isTrue();
        Stranger ahead = cluster.stranger(cluster.follower());
        ahead.say(
                PacketType.OBSERVER_INFO,
                0,
                new JuteWriter(20).writeLong(9).writeInt(0x10000).writeLong(7));
        assertThat(ahead.isClosed()).isTrue();
    }

    @Test
    void whatAnObserverIsTold() {
        TestCluster cluster = cluster(3, 1);
        TestClient client = cluster.leader().connect();
        client.create("/a", 0);
        cluster.settle();
        Stranger observer = cluster.stranger(cluster.follower());
        observer.introduce(PacketType.OBSERVER_INFO, 9);
        assertThat(observer.takeShort()).containsExactly("LEADER_INFO 0x1_0");
        observer.promise(Zxid.of(1, 1));
        assertThat(observer.takeShort())
                .containsExactly("DIFF 0x1_2", "PROPOSAL 0x1_2", "COMMIT 0x1_2", "NEW_LEADER 0x1_0");
        client.create("/b", 0);
        cluster.settle();
        assertThat(observer.takeShort()).containsExactly("INFORM 0x1_3");
        observer.say(QuorumPacket.of(PacketType.ACK, Zxid.of(1, 0)));
        assertThat(observer.takeShort()).containsExactly("UP_TO_DATE 0xffffffff_ffffffff");
        cluster.advance(50);
        assertThat(observer.takeShort()).containsExactly("PING 0x1_3");
        observer.say(PacketType.REVALIDATE, -1, new JuteWriter(12).writeLong(77).writeInt(1000));
        observer.say(
                PacketType.REVALIDATE,
                -1,
                new JuteWriter(12).writeLong(client.sessionId()).writeInt(1000));
        observer.say(
                PacketType.REQUEST,
                -1,
                new JuteWriter(16).writeLong(77).writeInt(1).writeInt(OpCode.sync));
        cluster.settle();
        List<QuorumPacket> answers = observer.take();
        assertThat(answers.stream().map(QuorumPacket::type))
                .containsExactly(PacketType.REVALIDATE, PacketType.REVALIDATE, PacketType.SYNC);
        assertThat(answers.get(0).data())
                .isEqualTo(new JuteWriter(9).writeLong(77).writeBoolean(false).toByteArray());
        assertThat(answers.get(1).data())
                .isEqualTo(new JuteWriter(9)
                        .writeLong(client.sessionId())
                        .writeBoolean(true)
                        .toByteArray());
        observer.say(PacketType.PROPOSAL, Zxid.of(1, 9), new JuteWriter(4));
        assertThat(observer.isClosed()).isTrue();
    }

    /** The reference lets it cut off what is decided, and its clients see the past. */
    @Test
    void anObserverThatIsAheadWaits() {
        TestCluster cluster = cluster(3, 1);
        TestMember follower = cluster.follower();
        Stranger observer = cluster.stranger(follower);
        observer.introduce(PacketType.OBSERVER_INFO, 9);
        observer.take();
        observer.promise(Zxid.of(1, 2));
        assertThat(observer.take()).isEmpty();
        TestClient client = cluster.leader().connect();
        assertThat(observer.take()).isEmpty();
        client.create("/a", 0);
        cluster.settle();
        assertThat(observer.takeShort()).containsExactly("DIFF 0x1_2", "NEW_LEADER 0x1_0");
        Stranger never = cluster.stranger(follower);
        never.introduce(PacketType.OBSERVER_INFO, 10);
        never.promise(Zxid.of(1, 50));
        cluster.advance(1100);
        assertThat(never.isClosed()).isTrue();
    }

    @Test
    void whatNobodyHasDecidedIsCutOff() {
        TestCluster cluster = cluster(3, 1);
        writes(cluster, cluster.leader().connect(), "/a");
        cluster.kill(cluster.leader());
        cluster.advance(500);
        Stranger observer = cluster.stranger(cluster.follower());
        observer.introduce(PacketType.OBSERVER_INFO, 9);
        observer.promise(Zxid.of(1, 7));
        assertThat(observer.takeShort()).containsExactly("LEADER_INFO 0x2_0", "TRUNC 0x1_2", "NEW_LEADER 0x2_0");
    }

    @Test
    void whoeverIsTooSlowForWhatIsKeptIsGivenUp() {
        TestCluster cluster = new TestCluster(3, 1, EnsembleConfig.COUNTER_MAX)
                .withObserverMasters(new ObserverMasterPolicy(true, 1 << 19))
                .startAll();
        TestClient client = cluster.leader().connect();
        client.create("/a", 0);
        String large = "x".repeat(200_000);
        for (int i = 0; i < 40; i++) {
            client.create("/a" + i, 0);
            client.setData("/a" + i, large);
        }
        cluster.settle();
        Stranger observer = cluster.stranger(cluster.follower());
        observer.introduce(PacketType.OBSERVER_INFO, 9);
        observer.promise(0);
        for (int i = 0; i < 12; i++) {
            client.setData("/a", large);
        }
        cluster.settle();
        assertThat(observer.isClosed()).isTrue();
        assertThat(cluster.follower().reports()).contains(new Report.LearnerLost(9, "lags too far behind"));
    }

    @Test
    void whoeverIsSlowIsGivenWhatIsKept() {
        TestCluster cluster = cluster(3, 1);
        TestClient client = cluster.leader().connect();
        client.create("/a", 0);
        String large = "x".repeat(200_000);
        for (int i = 0; i < 40; i++) {
            client.create("/a" + i, 0);
            client.setData("/a" + i, large);
        }
        cluster.settle();
        Stranger observer = cluster.stranger(cluster.follower());
        observer.introduce(PacketType.OBSERVER_INFO, 9);
        observer.promise(0);
        for (int i = 0; i < 12; i++) {
            client.setData("/a", large);
        }
        cluster.settle();
        assertThat(observer.takeShort())
                .startsWith("LEADER_INFO 0x1_0", "SNAP 0x1_52", "PROPOSAL 0x1_53", "COMMIT 0x1_53")
                .contains("NEW_LEADER 0x1_0");
    }

    @Test
    void aFollowerThatFollowsNobodyLetsItsObserversGo() {
        TestCluster cluster = cluster(3, 1);
        TestMember follower = cluster.follower();
        Stranger observer = cluster.stranger(follower);
        observer.observe(9, 0);
        assertThat(numbers(follower)).contains(9L);
        cluster.setIsolated(follower, true);
        cluster.settle();
        assertThat(observer.isClosed()).isTrue();
        assertThat(follower.isListeningForObservers()).isFalse();
        assertThat(follower.replica().observers()).isEmpty();
    }

    @Test
    void whatPassesIsCountedForEachObserver() {
        TestCluster cluster = cluster(3, 1);
        TestMember follower = cluster.follower();
        Stranger observer = cluster.stranger(follower);
        observer.observe(9, 0);
        follower.replica().resetObserverTraffic();
        assertThat(viewOf(9, follower)).isEqualTo(new ObserverView(9, "127.0.0.1", cluster.wallMs(), 0, 0, 0, -1));
        TestClient client = follower.connect();
        client.create("/a", 0);
        cluster.settle();
        observer.say(PacketType.REQUEST, -1, created("/b", client.sessionId()));
        observer.say(QuorumPacket.of(PacketType.ACK, Zxid.of(1, 2)));
        cluster.settle();
        ObserverView view = viewOf(9, follower);
        assertThat(view.received()).isEqualTo(2);
        assertThat(view.requests()).isEqualTo(1);
        // The session, /a, and what was asked behind it.
        assertThat(view.sent()).isEqualTo(3);
        assertThat(view.lastZxid()).isEqualTo(follower.status().visibleZxid());
    }

    private static ObserverView viewOf(long server, TestMember master) {
        return master.replica().observers().orElseThrow().stream()
                .filter(view -> view.server() == server)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSilentObserverIsGivenUp() {
        TestCluster cluster = cluster(3, 1);
        Stranger observer = cluster.stranger(cluster.follower());
        observer.observe(9, 0);
        cluster.advance(400);
        assertThat(observer.isClosed()).isFalse();
        cluster.advance(200);
        assertThat(observer.isClosed()).isTrue();
    }

    @Test
    void observersHearOfNewMembersFromTheirMasters() throws Exception {
        TestCluster cluster = TestCluster.reconfigurable(3, 2, 0, ON);
        TestMember observer = cluster.member(5);
        assertThat(observer.status().learnsFrom())
                .isNotEqualTo(observer.status().leader());
        cluster.traffic().takePackets();
        TestClient client = observer.connect();
        String joining = "server.4=" + TestCluster.line(4, false).toText();
        client.send(OpCode.reconfig, new ReconfigRequest(joining, null, null, -1));
        cluster.settle();
        assertThat(cluster.traffic().zxids(observer, PacketType.INFORM_AND_ACTIVATE))
                .hasSize(1);
        assertThat(client.take()).singleElement().matches(reply -> reply.err() == 0);
        assertThat(observer.memberships().decided().voters()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(cluster.member(4).status().state()).isEqualTo(ServerState.FOLLOWING);
        assertThat(cluster.member(4).isListeningForObservers()).isTrue();
        writes(cluster, client, "/a");
        assertSame(cluster);
    }

    private static TestCluster cluster(int voters, int observers) {
        return new TestCluster(voters, observers, EnsembleConfig.COUNTER_MAX)
                .withObserverMasters(ON)
                .startAll();
    }

    private static List<TestMember> observers(TestCluster cluster) {
        return cluster.members().stream()
                .filter(member -> member.status().state() == ServerState.OBSERVING)
                .sorted(Comparator.comparing(TestMember::id))
                .toList();
    }

    /** Of the observers that learn from a member. */
    private static List<Long> numbers(TestMember member) {
        return member.replica().observers().orElseThrow().stream()
                .map(ObserverView::server)
                .toList();
    }

    private static TestMember masterOf(TestCluster cluster, TestMember observer) {
        return cluster.member(observer.status().learnsFrom());
    }

    private static TestClient comeBack(TestCluster cluster, TestMember server, TestClient client) {
        TestClient back = server.open();
        back.greet(new ConnectRequest(0, 1000, client.sessionId(), client.password(), false, true));
        cluster.settle();
        back.takeHandshake();
        return back;
    }

    private static void writes(TestCluster cluster, TestClient client, String path) {
        client.create(path, 0);
        cluster.settle();
        assertThat(client.take()).singleElement().matches(reply -> reply.err() == 0);
        for (TestMember member : cluster.members()) {
            if (member.isUp()) {
                assertThat(member.replica().tree().find(path))
                        .as(path + " on " + member.id())
                        .isNotNull();
            }
        }
    }
}
