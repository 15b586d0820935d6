package io.coordkit.server.client;

import io.coordkit.server.runtime.ClientLink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way out to one client. The replica's loop gathers frames into one buffer and hands it to the socket's loop, which may be
 * the same, once a batch.
 */
final class ClientChannel implements ClientLink {
    private static final int BUFFER_BYTES_MIN = 512;

    /** What a client that is being cut has time to read. */
    private static final long CLOSE_SECONDS_MAX = 5;

    private final Channel channel;
    private final ReadGate gate;
    private @Nullable ByteBuf pending;
    private @Nullable Runnable drained;
    private boolean closing;

    ClientChannel(Channel channel, ReadGate gate) {
        this.channel = channel;
        this.gate = gate;
    }

    @Override
    public boolean send(byte[] frame, int offset, int length) {
        ByteBuf buffer = pending;
        boolean first = buffer == null;
        if (buffer == null) {
            buffer = channel.alloc().ioBuffer(Math.max(BUFFER_BYTES_MIN, length));
            pending = buffer;
        }
        buffer.writeBytes(frame, offset, length);
        return first;
    }

    @Override
    public void flush() {
        ByteBuf buffer = pending;
        if (buffer == null) {
            return;
        }
        pending = null;
        Runnable listener = drained;
        if (listener == null) {
            channel.writeAndFlush(buffer, channel.voidPromise());
        } else {
            drained = null;
            channel.writeAndFlush(buffer).addListener(written -> listener.run());
        }
    }

    /** Asked for right after something was sent, so there is a flush to wait for. */
    @Override
    public void whenDrained(Runnable listener) {
        drained = listener;
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
        // A client that does not read would keep the socket, and what is left to write, for ever.
        Future<?> deadline = channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> deadline.cancel(false));
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
