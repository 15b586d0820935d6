package io.coordkit.server.client;

import io.coordkit.server.runtime.ClientLink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/**
 * The way out to one client. The replica's loop gathers frames into one buffer and hands it to the socket's loop, which may be
 * the same, once a batch.
 */
final class ClientChannel implements ClientLink {
    private static final int BUFFER_BYTES_MIN = 512;

    private final Channel channel;
    private final ReadGate gate;
    private @Nullable ByteBuf pending;
    private boolean closing;

    ClientChannel(Channel channel, ReadGate gate) {
        this.channel = channel;
        this.gate = gate;
    }

    @Override
    public void send(byte[] frame, int offset, int length) {
        ByteBuf buffer = pending;
        if (buffer == null) {
            buffer = channel.alloc().ioBuffer(Math.max(BUFFER_BYTES_MIN, length));
            pending = buffer;
        }
        buffer.writeBytes(frame, offset, length);
    }

    @Override
    public void flush() {
        ByteBuf buffer = pending;
        if (buffer != null) {
            pending = null;
            channel.writeAndFlush(buffer, channel.voidPromise());
        }
    }

    @Override
    public void closeAfterFlush() {
        if (closing) {
            return;
        }
        closing = true;
        ByteBuf buffer = pending == null ? channel.alloc().ioBuffer(0) : pending;
        pending = null;
        channel.writeAndFlush(buffer).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void setReading(boolean reading) {
        if (channel.eventLoop().inEventLoop()) {
            gate.setAnswered(reading);
        } else {
            channel.eventLoop().execute(() -> gate.setAnswered(reading));
        }
    }
}
