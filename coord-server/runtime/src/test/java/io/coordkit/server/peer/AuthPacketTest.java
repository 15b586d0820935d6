package io.coordkit.server.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.wire.MalformedRecordException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.jute.BinaryOutputArchive;
import org.apache.zookeeper.server.quorum.QuorumAuthPacket;
import org.apache.zookeeper.server.quorum.auth.QuorumAuth;
import org.junit.jupiter.api.Test;

/** Steps of a SASL exchange between servers, byte for byte the reference's. */
class AuthPacketTest {
    private static byte[] theirs(int status, byte[] token) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new QuorumAuthPacket(QuorumAuth.QUORUM_AUTH_MAGIC_NUMBER, status, token)
                .serialize(BinaryOutputArchive.getArchive(bytes), "packet");
        return bytes.toByteArray();
    }

    @Test
    void bytesAreTheReferences() throws Exception {
        for (byte[] token : new byte[][] {null, {}, {1, 2, 3}}) {
            for (int status : new int[] {AuthPacket.GOES_ON, AuthPacket.SUCCESS, AuthPacket.FAILURE}) {
                byte[] bytes = theirs(status, token);
                assertThat(ByteBufUtil.getBytes(new AuthPacket(status, token).toBytes()))
                        .isEqualTo(bytes);
                AuthPacket read = AuthPacket.take(Unpooled.wrappedBuffer(bytes)).orElseThrow();
                assertThat(read.status()).isEqualTo(status);
                assertThat(read.token()).isEqualTo(token);
            }
        }
    }

    @Test
    void whatIsNotThereWholeIsAwaited() throws Exception {
        byte[] bytes = theirs(0, new byte[] {1, 2, 3});
        for (int length = 0; length < bytes.length; length++) {
            ByteBuf part = Unpooled.wrappedBuffer(bytes, 0, length);
            assertThat(AuthPacket.take(part)).isEmpty();
            assertThat(part.readableBytes()).isEqualTo(length);
        }
        ByteBuf more = Unpooled.wrappedBuffer(bytes, new byte[] {9});
        assertThat(AuthPacket.take(more)).isPresent();
        assertThat(more.readableBytes()).isEqualTo(1);
    }

    @Test
    void whatIsNoneIsRefused() {
        assertThatThrownBy(() -> AuthPacket.take(Unpooled.buffer().writeLong(7)))
                .isInstanceOf(MalformedRecordException.class);
        for (int length : new int[] {-2, 1 << 17}) {
            ByteBuf bad = Unpooled.buffer()
                    .writeLong(QuorumAuth.QUORUM_AUTH_MAGIC_NUMBER)
                    .writeInt(0)
                    .writeInt(length);
            assertThatThrownBy(() -> AuthPacket.take(bad)).isInstanceOf(MalformedRecordException.class);
        }
    }
}
