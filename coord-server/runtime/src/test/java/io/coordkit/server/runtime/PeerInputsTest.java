package io.coordkit.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.election.Notification;
import io.coordkit.core.election.ServerState;
import io.coordkit.core.election.Vote;
import io.coordkit.core.peer.LearnerInfo;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.replica.Input;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.zab.Phase;
import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.CapturedLog;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ServerConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What links bring to a driver and its replica, which two other voters elect; the others are played by the test. */
@Timeout(60)
class PeerInputsTest {
    private static final long SELF = 3;
    private static final Duration TICK = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private EventLoopGroup loops;
    private EventLoop loop;
    private ReplicaHost host;
    private ReplicaDriver driver;

    @BeforeEach
    void start() {
        loops = EventLoops.create(1, "coord-test");
        loop = loops.next();
        List<Member> members = Stream.of(1L, 2L, SELF)
                .map(id -> new Member(id, List.of(new Member.Address("127.0.0.1", 1, 2)), false, ""))
                .toList();
        MemberConfig member = MemberConfig.of(Membership.of(members, 0), TICK, 10, 5);
        InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerConfig config = ServerConfig.standalone(directory, nowhere, TICK).asMember(SELF, member);
        host = ReplicaHost.start(config, loop, new Nobody());
        driver = host.driver();
    }

    @AfterEach
    void stop() {
        host.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        assertThat(driver.failure()).isNotDone();
    }

    /** A network without anybody. */
    private static final class Nobody implements PeerNetwork {
        private @Nullable Inbox inbox;

        @Override
        public void start(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public void vote(long server, byte[] message) {}

        @Override
        public void become(Memberships memberships) {
            // Nobody is there.
        }

        @Override
        public void openQuorumPort(long reign) {
            Objects.requireNonNull(inbox).post(new Input.QuorumPortOpen(reign));
        }

        @Override
        public void closeQuorumPort() {}

        @Override
        public void openObserverPort() {}

        @Override
        public void closeObserverPort() {}

        @Override
        public void dialMaster(long server) {}

        @Override
        public void dial(long server) {}
    }

    private void beElected() {
        Notification vote =
                new Notification(ServerState.LOOKING, new Vote(SELF, 0, 0), 1, Notification.VERSION, "version=0");
        driver.post(new Input.VoteReceived(1, vote));
        driver.post(new Input.VoteReceived(2, vote));
        awaitStatus(status -> status.state() == ServerState.LEADING);
    }

    private void awaitStatus(Predicate<ServerStatus> wanted) {
        driver.whenStatus(wanted).orTimeout(30, TimeUnit.SECONDS).join();
    }

    private FakeLink connect(long link) {
        FakeLink way = new FakeLink();
        driver.linkOpened(link, way, new Input.LearnerConnected(link, "127.0.0.1:9"));
        return way;
    }

    private void receive(long link, QuorumPacket... packets) {
        List<Input> inputs = Stream.of(packets)
                .<Input>map(packet -> new Input.PeerReceived(link, packet))
                .toList();
        driver.linkReceived(link, inputs, () -> {});
    }

    private static QuorumPacket followerInfo(long server) {
        JuteWriter info = new JuteWriter(20);
        new LearnerInfo(server, LearnerInfo.PROTOCOL_VERSION, 0).write(info);
        return QuorumPacket.of(PacketType.FOLLOWER_INFO, 0, info.toByteArray());
    }

    private static QuorumPacket ackEpoch() {
        return QuorumPacket.of(PacketType.ACK_EPOCH, 0, new byte[Integer.BYTES]);
    }

    private void awaitCalls(FakeLink way, String... calls) throws InterruptedException {
        for (String call : calls) {
            assertThat(way.next()).isEqualTo(call);
        }
        driver.query(Replica::status).join();
        assertThat(way.unread()).isEmpty();
    }

    @Test
    void whatABatchSendsIsFlushedOnce() throws Exception {
        beElected();
        FakeLink way = connect(7);
        receive(7, followerInfo(1));
        awaitCalls(way, "LEADER_INFO", "flush");
        receive(7, ackEpoch());
        awaitCalls(way, "DIFF", "NEW_LEADER", "flush");
        assertThat(driver.query(Replica::status).join().phase()).isEqualTo(Phase.SYNCHRONISATION);
    }

    @Test
    void whatAStoppedReplicaHasNotFlushedIsDiscarded() throws Exception {
        beElected();
        FakeLink way = connect(7);
        receive(7, followerInfo(1));
        awaitCalls(way, "LEADER_INFO", "flush");
        loop.submit(() -> {
                    receive(7, ackEpoch());
                    driver.stop();
                })
                .sync();
        loop.submit(() -> {}).sync();
        assertThat(way.unread()).containsExactly("DIFF", "NEW_LEADER", "discard");
    }

    @Test
    void aLinkMayEndWhileTheReplicaWritesToIt() throws Exception {
        beElected();
        try (CapturedLog log = new CapturedLog(ReportLog.class)) {
            FakeLink one = connect(7);
            FakeLink two = connect(8);
            one.whenWrittenTo(() -> driver.linkGone(7, "it leaves too much unread"));
            two.whenWrittenTo(() -> driver.linkGone(8, "it leaves too much unread"));
            loop.submit(() -> {
                        receive(7, followerInfo(1));
                        receive(8, followerInfo(2));
                    })
                    .syncUninterruptibly();
            awaitCalls(one, "LEADER_INFO", "flush");
            awaitCalls(two, "LEADER_INFO", "flush");
            awaitStatus(status -> status.state() == ServerState.LOOKING);
            assertThat(log.lines())
                    .contains(
                            "INFO learner-lost server=1 reason=\"it leaves too much unread\"",
                            "INFO looking reason=\"no quorum follows any more\"");
        }
    }

    @Test
    void nothingComesFromALinkThatTheReplicaHasClosed() throws Exception {
        beElected();
        try (CapturedLog log = new CapturedLog(ReportLog.class)) {
            FakeLink way = connect(7);
            receive(7, ackEpoch(), followerInfo(1));
            receive(7, followerInfo(1));
            driver.linkGone(7, "closed by the other side");
            awaitCalls(way, "close");
            assertThat(log.lines())
                    .containsExactly("WARN peer-refused server=unknown reason=\"ACK_EPOCH out of place\"");
        }
    }

    @Test
    void whoComesBeforeTheElectionIsSentAway() throws Exception {
        FakeLink way = connect(7);
        receive(7, followerInfo(1));
        awaitCalls(way, "close");
    }
}
