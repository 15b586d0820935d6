package io.coordkit.server.peer;

import static io.coordkit.server.peer.Packets.ack;
import static io.coordkit.server.peer.Packets.newbornTree;
import static io.coordkit.server.peer.Packets.zxid;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.peer.PacketDecoder;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.replica.Input;
import io.coordkit.core.tree.TreeOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One link without a socket: what comes out of its bytes, and where it ends. */
class LinkHandlerTest {
    private static final int FIELD_BYTES_MAX = 100;
    private static final LinkLimits LIMITS = new LinkLimits(FIELD_BYTES_MAX, 300, 4000);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Opening BY_LEARNER = new Opening.ByLearner(PATIENCE);
    private static final long LINK = 7;

    private TestInbox inbox = new TestInbox();

    private EmbeddedChannel open(Opening opening) {
        return new EmbeddedChannel(new ChannelInitializer<EmbeddedChannel>() {
            @Override
            protected void initChannel(EmbeddedChannel channel) {
                PacketDecoder decoder = new PacketDecoder(TreeOptions.DEFAULT, FIELD_BYTES_MAX);
                channel.pipeline().addLast(new LinkHandler(channel, LINK, opening, inbox, decoder, LIMITS));
            }
        });
    }

    private EmbeddedChannel openByLearner() throws InterruptedException {
        EmbeddedChannel channel = open(BY_LEARNER);
        channel.writeInbound(bytes(ack(0)));
        assertThat(inbox.next(Input.LearnerConnected.class).link()).isEqualTo(LINK);
        assertThat(zxid(inbox.next(Input.PeerReceived.class))).isZero();
        return channel;
    }

    private static ByteBuf bytes(byte[]... pieces) {
        return Unpooled.wrappedBuffer(pieces);
    }

    @Test
    void whatComesTogetherIsHandedOverTogether() throws Exception {
        EmbeddedChannel channel = open(BY_LEARNER);
        channel.writeInbound(bytes(ack(1), ack(2), ack(3)), bytes(ack(4), Arrays.copyOf(ack(5), 9)));
        assertThat(inbox.next(Input.LearnerConnected.class).link()).isEqualTo(LINK);
        for (long zxid = 1; zxid <= 4; zxid++) {
            assertThat(zxid(inbox.next(Input.PeerReceived.class))).isEqualTo(zxid);
        }
        assertThat(inbox.batchSizes()).containsExactly(4);
        byte[] rest = ack(5);
        channel.writeInbound(bytes(Arrays.copyOfRange(rest, 9, rest.length)));
        assertThat(zxid(inbox.next(Input.PeerReceived.class))).isEqualTo(5);
        assertThat(inbox.unread()).isEmpty();
    }

    @Test
    void bytesMayComeOneByOne() throws Exception {
        EmbeddedChannel channel = openByLearner();
        ByteBuf all = bytes(
                ack(1), Packets.bytes(QuorumPacket.of(PacketType.SNAP, 0x1_0000_0002L)), newbornTree(), ack(3), ack(4));
        while (all.isReadable()) {
            channel.writeInbound(all.readBytes(1));
        }
        assertThat(zxid(inbox.next(Input.PeerReceived.class))).isEqualTo(1);
        assertThat(inbox.next(Input.PeerReceived.class).packet().type()).isEqualTo(PacketType.SNAP);
        assertThat(inbox.await(Input.PeerSnapshot.class).tree().size()).isEqualTo(4);
        assertThat(zxid(inbox.next(Input.PeerReceived.class))).isEqualTo(3);
        assertThat(zxid(inbox.next(Input.PeerReceived.class))).isEqualTo(4);
    }

    @Test
    void aLinkThatWeOpenedIsThereAtOnce() throws Exception {
        EmbeddedChannel channel = open(new Opening.ToLeader(3));
        assertThat(inbox.next(Input.LeaderDialled.class)).isEqualTo(new Input.LeaderDialled(3, LINK));
        channel.close();
        assertThat(inbox.next(Input.PeerGone.class)).isEqualTo(new Input.PeerGone(LINK, "closed by the other side"));
    }

    @Test
    void whoSaysNothingWasNeverThere() {
        EmbeddedChannel channel = open(BY_LEARNER);
        channel.writeInbound(bytes(Arrays.copyOf(ack(1), 9)));
        channel.advanceTimeBy(PATIENCE.toMillis() + 1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isActive()).isFalse();
        assertThat(inbox.unread()).isEmpty();
    }

    @Test
    void whoHasSaidSomethingMayTakeItsTime() throws Exception {
        EmbeddedChannel channel = openByLearner();
        channel.advanceTimeBy(PATIENCE.toMillis() * 100, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isActive()).isTrue();
        assertThat(inbox.unread()).isEmpty();
    }

    @Test
    void badBytesEndTheLinkBehindWhatCameBefore() throws Exception {
        EmbeddedChannel channel = openByLearner();
        channel.writeInbound(bytes(ack(1), "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(), ack(2)), bytes(ack(3)));
        assertThat(channel.isActive()).isFalse();
        assertThat(zxid(inbox.next(Input.PeerReceived.class))).isEqualTo(1);
        assertThat(inbox.next(Input.PeerGone.class).reason()).contains("in a packet");
        assertThat(inbox.unread()).isEmpty();
    }

    @Test
    void aPacketThatNeverEndsEndsTheLink() throws Exception {
        EmbeddedChannel channel = openByLearner();
        byte[] endless = bytesOfManyIds();
        channel.writeInbound(bytes(Arrays.copyOf(endless, LIMITS.incompleteBytesMax())));
        assertThat(channel.isActive()).isTrue();
        channel.writeInbound(bytes(Arrays.copyOf(endless, 1)));
        assertThat(channel.isActive()).isFalse();
        assertThat(inbox.next(Input.PeerGone.class).reason()).isEqualTo("a packet of more than 300 bytes");
    }

    /** Says that a million identities follow, all of them empty. */
    private static byte[] bytesOfManyIds() {
        ByteBuf packet = Unpooled.buffer().writeInt(1).writeLong(1).writeInt(0).writeInt(1_000_000);
        byte[] start = new byte[1000];
        packet.readBytes(start, 0, packet.readableBytes());
        return start;
    }

    @Test
    void aPeerThatReadsNothingIsCutBeforeItCostsTooMuch() throws Exception {
        EmbeddedChannel channel = openByLearner();
        channel.write(Unpooled.buffer().writeZero(LIMITS.unsentBytesMax() / 2));
        assertThat(channel.isActive()).isTrue();
        channel.write(Unpooled.buffer().writeZero(LIMITS.unsentBytesMax() / 2));
        assertThat(channel.isActive()).isFalse();
        assertThat(inbox.next(Input.PeerGone.class).reason()).isEqualTo("it leaves more than 4000 bytes unread");
    }

    @Test
    void nothingIsReadWhileTooMuchWaits() throws Exception {
        inbox = new TestInbox(false);
        EmbeddedChannel channel = open(BY_LEARNER);
        channel.writeInbound(bytes(ack(1)));
        assertThat(channel.config().isAutoRead()).isTrue();
        channel.writeInbound(bytes(ack(2)));
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(inbox.handleOne()).isTrue();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void nothingIsReadWhileTheReplicaWantsNothing() throws Exception {
        EmbeddedChannel channel = openByLearner();
        inbox.link(LINK).setReading(false);
        assertThat(channel.config().isAutoRead()).isFalse();
        channel.writeInbound(bytes(ack(1)));
        assertThat(channel.config().isAutoRead()).isFalse();
        inbox.link(LINK).setReading(true);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void whatWasSentLeavesBeforeTheEnd() throws Exception {
        EmbeddedChannel channel = openByLearner();
        assertThat(inbox.link(LINK).send(ack(1), 0, 4)).isTrue();
        assertThat(inbox.link(LINK).send(ack(1), 4, ack(1).length - 4)).isFalse();
        assertThat(channel.<ByteBuf>readOutbound()).isNull();
        inbox.link(LINK).closeAfterFlush();
        ByteBuf sent = channel.readOutbound();
        assertThat(sent).isEqualTo(bytes(ack(1)));
        sent.release();
        assertThat(channel.isActive()).isFalse();
    }
}
