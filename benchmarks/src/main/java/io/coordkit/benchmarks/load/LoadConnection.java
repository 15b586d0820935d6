package io.coordkit.benchmarks.load;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.wire.RequestStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One connection with a window of unanswered requests. It reads what is there, looks at xid and error of each reply, and
 * writes requests in batches.
 */
final class LoadConnection {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int LENGTH_BYTES = 4;
    private static final int REPLY_HEADER_BYTES = 16;
    private static final int REPLY_ERROR_OFFSET = 12;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final RequestStream requests;
    private final ByteBuffer in;
    private final ByteBuffer out;
    private final long[] startNanos;
    private int nextXid = 1;
    private int awaitedXid = 1;

    LoadConnection(Session session, Selector selector, RequestStream requests, int window) throws IOException {
        this.channel = session.channel();
        this.requests = requests;
        int spare = 2 * requests.frameBytesMax();
        this.in = ByteBuffer.allocateDirect(BUFFER_BYTES + spare);
        this.out = ByteBuffer.allocateDirect(BUFFER_BYTES + spare);
        this.startNanos = new long[window];
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    int unanswered() {
        return nextXid - awaitedXid;
    }

    /** Whether the window and the buffer have room for one more request. */
    boolean hasRoom() {
        return unanswered() < startNanos.length && out.remaining() >= requests.frameBytesMax();
    }

    /**
     * Puts the next request behind those that wait to be written; there must be room.
     *
     * @param nanos the instant from which its latency counts
     */
    void ask(long nanos) {
        requests.writeNext(out, nextXid);
        startNanos[nextXid % startNanos.length] = nanos;
        nextXid++;
    }

    /** Writes what the socket takes; the rest follows when it takes more. */
    void flush() throws IOException {
        out.flip();
        channel.write(out);
        boolean rest = out.hasRemaining();
        out.compact();
        boolean waiting = (key.interestOps() & SelectionKey.OP_WRITE) != 0;
        if (rest != waiting) {
            key.interestOps(rest ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    /**
     * Reads once and takes every complete reply.
     *
     * @return how many replies there were
     */
    int receive(LatencyHistogram latencies) throws IOException {
        if (channel.read(in) < 0) {
            throw new BenchmarkFailure("the server closed a connection with " + unanswered() + " requests unanswered");
        }
        long nowNanos = System.nanoTime();
        int end = in.position();
        int at = 0;
        int replies = 0;
        while (end - at >= LENGTH_BYTES) {
            int frameBytes = checkedLength(in.getInt(at));
            if (end - at < LENGTH_BYTES + frameBytes) {
                break;
            }
            check(in.getInt(at + LENGTH_BYTES), in.getInt(at + LENGTH_BYTES + REPLY_ERROR_OFFSET));
            latencies.record(nowNanos - startNanos[awaitedXid % startNanos.length]);
            awaitedXid++;
            replies++;
            at += LENGTH_BYTES + frameBytes;
        }
        in.flip().position(at);
        in.compact();
        return replies;
    }

    private int checkedLength(int frameBytes) {
        if (frameBytes < REPLY_HEADER_BYTES || frameBytes > in.capacity() - LENGTH_BYTES) {
            throw new BenchmarkFailure("a reply has an impossible length of " + frameBytes + " bytes");
        }
        return frameBytes;
    }

    private void check(int xid, int error) {
        if (xid != awaitedXid || unanswered() == 0) {
            throw new BenchmarkFailure("a reply is out of order: expected xid " + awaitedXid + ", got " + xid);
        }
        if (error != 0) {
            throw new BenchmarkFailure("the server answered xid " + xid + " with error " + error);
        }
    }
}
