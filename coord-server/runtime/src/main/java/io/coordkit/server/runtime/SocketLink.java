package io.coordkit.server.runtime;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way out to one socket. The replica's loop gathers bytes into one buffer and hands it to the socket's loop, which may be
 * the same, once a batch.
 */
public abstract class SocketLink implements Link {
    private static final int BUFFER_BYTES_MIN = 512;

    /** A fuller buffer is handed over before the batch ends, as growing costs a copy. */
    private static final int BUFFER_BYTES_FULL = 1 << 20;

    /** What somebody who is being cut has time to read. */
    private static final long CLOSE_SECONDS_MAX = 5;

    private final Channel channel;
    private final boolean secure;
    private @Nullable ByteBuf pending;
    private @Nullable Runnable drained;
    private boolean flushWanted;
    private boolean closing;

    /**
     * The way out to this socket.
     *
     * @param secure whether it came by the port where only TLS is spoken
     */
    protected SocketLink(Channel channel, boolean secure) {
        this.channel = channel;
        this.secure = secure;
    }

    @Override
    public final boolean send(byte[] bytes, int offset, int length) {
        ByteBuf buffer = pending;
        if (buffer == null) {
            buffer = channel.alloc().ioBuffer(Math.max(BUFFER_BYTES_MIN, length));
            pending = buffer;
        }
        buffer.writeBytes(bytes, offset, length);
        if (buffer.readableBytes() >= BUFFER_BYTES_FULL) {
            pending = null;
            channel.write(buffer, channel.voidPromise());
        }
        return wantFlush();
    }

    @Override
    public final void flush() {
        if (!flushWanted) {
            return;
        }
        flushWanted = false;
        ByteBuf buffer = takePending();
        Runnable listener = drained;
        if (listener == null) {
            channel.writeAndFlush(buffer, channel.voidPromise());
        } else {
            drained = null;
            channel.writeAndFlush(buffer).addListener(written -> {
                if (written.isSuccess()) {
                    listener.run();
                }
            });
        }
    }

    @Override
    public final void discard() {
        flushWanted = false;
        drained = null;
        takePending().release();
    }

    @Override
    public final boolean whenDrained(Runnable listener) {
        drained = listener;
        return wantFlush();
    }

    @Override
    public final boolean isReading() {
        return channel.config().isAutoRead();
    }

    @Override
    public final SocketView view() {
        String address = String.valueOf(channel.remoteAddress());
        return new SocketView(address, isReading(), channel.isWritable(), secure);
    }

    @Override
    public final void closeAfterFlush() {
        if (closing) {
            return;
        }
        closing = true;
        flushWanted = false;
        channel.writeAndFlush(takePending()).addListener(ChannelFutureListener.CLOSE);
        // Somebody who does not read would keep the socket, and what is left to write, for ever.
        Future<?> deadline = channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> deadline.cancel(false));
    }

    private boolean wantFlush() {
        boolean first = !flushWanted;
        flushWanted = true;
        return first;
    }

    private ByteBuf takePending() {
        ByteBuf buffer = pending == null ? Unpooled.EMPTY_BUFFER : pending;
        pending = null;
        return buffer;
    }
}
