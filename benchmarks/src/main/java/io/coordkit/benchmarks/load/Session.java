package io.coordkit.benchmarks.load;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.wire.Frames;
import io.coordkit.benchmarks.wire.RequestStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A connected session, used in a blocking way by one thread: to set up, to write one request at a time and, once handed to a
 * {@link LoadConnection}, not at all.
 */
public final class Session implements AutoCloseable {
    /** Longer than any window in which a connection may be silent; servers clamp it to twenty ticks. */
    private static final int SESSION_TIMEOUT_MS = 40_000;

    private static final int BATCH = 100;

    private final SocketChannel channel;
    private final Granted granted;
    private long lastZxid;
    private int nextXid = 1;

    private Session(SocketChannel channel, Granted granted, long lastZxid) {
        this.channel = channel;
        this.granted = granted;
        this.lastZxid = lastZxid;
    }

    /** What a server answers to a connect request; without a timeout it knows no such session. */
    private record Granted(int timeoutMs, long id, ByteBuffer password) {
        static Granted read(ByteBuffer response) {
            response.getInt();
            int timeoutMs = response.getInt();
            long id = response.getLong();
            int passwordBytes = response.getInt();
            return new Granted(timeoutMs, id, response.slice(response.position(), passwordBytes));
        }

        byte[] passwordBytes() {
            byte[] bytes = new byte[password.remaining()];
            password.duplicate().get(bytes);
            return bytes;
        }
    }

    /**
     * Connects and creates a session.
     *
     * @param patience how long to wait for any answer, now and in later calls
     * @throws IOException when the server does not accept connections, closes this one or does not answer: all of which a
     *     server does during its start
     */
    public static Session open(InetSocketAddress server, Duration patience) throws IOException {
        SocketChannel channel = connect(server, patience);
        Granted granted = greet(channel, Frames.connect(SESSION_TIMEOUT_MS));
        if (granted.timeoutMs() <= 0) {
            channel.close();
            throw new IOException("the server refused a new session");
        }
        return new Session(channel, granted, 0);
    }

    /**
     * Goes on with this session over a new connection, as a client does that has lost its server; the old connection is
     * closed.
     *
     * @param greetingPatience how long to wait for the server to take the session over
     * @param patience how long to wait for answers later
     * @throws IOException when the server does not do so at present
     * @throws BenchmarkFailure when the server says that there is no such session any more
     */
    public Session resume(InetSocketAddress server, Duration greetingPatience, Duration patience) throws IOException {
        abandon();
        SocketChannel next = connect(server, greetingPatience);
        Granted again =
                greet(next, Frames.reconnect(SESSION_TIMEOUT_MS, granted.id(), granted.passwordBytes(), lastZxid));
        if (again.timeoutMs() <= 0 || again.id() != granted.id()) {
            next.close();
            throw new BenchmarkFailure("the session 0x" + Long.toHexString(granted.id()) + " was lost");
        }
        next.socket().setSoTimeout((int) patience.toMillis());
        return new Session(next, again, lastZxid);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Sends the requests, some at a time, and waits for a good reply to each. */
    public void callAll(List<byte[]> frames) throws IOException {
        for (int from = 0; from < frames.size(); from += BATCH) {
            List<byte[]> batch = frames.subList(from, Math.min(frames.size(), from + BATCH));
            int firstXid = nextXid;
            for (byte[] frame : batch) {
                write(channel, withXid(frame, nextXid++));
            }
            for (int xid = firstXid; xid < nextXid; xid++) {
                expectReply(xid);
            }
        }
    }

    /** Sends the next request of a stream and waits for a good reply. */
    public void call(RequestStream requests) throws IOException {
        int xid = nextXid++;
        ByteBuffer frame = ByteBuffer.allocate(requests.frameBytesMax());
        requests.writeNext(frame, xid);
        write(channel, Arrays.copyOf(frame.array(), frame.position()));
        expectReply(xid);
    }

    /** Closes the connection; the session lives until somebody resumes it or it expires. */
    void abandon() throws IOException {
        channel.close();
    }

    /** Closes the session too, so that the server has no expiry left to do; its reply is not awaited. */
    @Override
    public void close() throws IOException {
        try (channel) {
            channel.configureBlocking(true);
            channel.write(ByteBuffer.wrap(Frames.closeSession()));
        }
    }

    private static SocketChannel connect(InetSocketAddress server, Duration patience) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(server);
            channel.socket().setSoTimeout((int) patience.toMillis());
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Granted greet(SocketChannel channel, byte[] connectRequest) throws IOException {
        try {
            write(channel, connectRequest);
            return Granted.read(readFrame(channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static byte[] withXid(byte[] frame, int xid) {
        byte[] copy = frame.clone();
        ByteBuffer.wrap(copy).putInt(Frames.XID_OFFSET, xid);
        return copy;
    }

    private void expectReply(int xid) throws IOException {
        ByteBuffer reply = readFrame(channel);
        int replyXid = reply.getInt(0);
        long zxid = reply.getLong(4);
        int error = reply.getInt(12);
        if (replyXid != xid || error != 0) {
            throw new BenchmarkFailure(
                    "expected a good reply to xid " + xid + ", got xid " + replyXid + " error " + error);
        }
        lastZxid = Math.max(lastZxid, zxid);
    }

    private static void write(SocketChannel channel, byte[] frame) throws IOException {
        OutputStream out = channel.socket().getOutputStream();
        out.write(frame);
    }

    private static ByteBuffer readFrame(SocketChannel channel) throws IOException {
        DataInputStream in = new DataInputStream(channel.socket().getInputStream());
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return ByteBuffer.wrap(frame);
    }
}
