package io.coordkit.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the buffer goes in which bytes for a socket are gathered. */
class SocketLinkTest {
    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final SocketLink link;

    private static final class Way extends SocketLink {
        Way(Channel channel) {
            super(channel, false);
        }

        @Override
        public void setReading(boolean reading) {}
    }

    SocketLinkTest() {
        channel.config().setAllocator(buffers);
        link = new Way(channel);
    }

    @AfterEach
    void everyBufferWasGivenBack() {
        channel.finishAndReleaseAll();
        assertThat(buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory())
                .isZero();
    }

    private void send(int bytes) {
        link.send(new byte[bytes], 0, bytes);
        assertThat(buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory())
                .isPositive();
    }

    @Test
    void whatIsDiscardedIsGivenBack() {
        send(5);
        link.discard();
        link.flush();
        assertThat((Object) channel.readOutbound()).isNull();
    }

    @Test
    void whatIsFlushedToAClosedSocketIsGivenBack() {
        send(5);
        channel.close();
        link.flush();
    }

    @Test
    void whatIsLeftAtTheEndIsSentBeforeIt() {
        send(5);
        link.closeAfterFlush();
        link.flush();
        ByteBuf sent = channel.readOutbound();
        assertThat(sent.readableBytes()).isEqualTo(5);
        sent.release();
        assertThat(channel.isOpen()).isFalse();
    }
}
