package io.coordkit.it.raw;

import io.coordkit.it.raw.Requests.ReadOnly;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** A connection with a session on it: sends requests, numbers them, and reads what comes back, one frame at a time. */
public final class RawSession implements AutoCloseable {

    /** Long enough for a test on a busy machine. */
    public static final int TIMEOUT_MS = 40_000;

    /**
     * A frame after the handshake.
     *
     * @param xid −1 for a notification
     */
    public record Reply(int xid, long zxid, int err, JuteIn body) {}

    private final RawConnection connection;
    private final ConnectReply granted;
    private final Queue<Integer> outstanding = new ArrayDeque<>();
    private int lastXid;

    private RawSession(RawConnection connection, ConnectReply granted) {
        this.connection = connection;
        this.granted = granted;
    }

    /** A new session; fails when it is not granted. */
    public static RawSession open(int port) throws IOException {
        return open(new InetSocketAddress("127.0.0.1", port));
    }

    /** A new session on a server anywhere; fails when it is not granted. */
    public static RawSession open(InetSocketAddress address) throws IOException {
        return connect(address, Requests.connect(0, TIMEOUT_MS, 0, new byte[16], ReadOnly.NO))
                .orElseThrow(() -> new AssertionError("the server closed the connection instead of a handshake"));
    }

    /** Takes over a session on a new connection; fails when the server does not know it any more. */
    public static RawSession resume(int port, ConnectReply granted) throws IOException {
        return resume(port, granted.session(), granted.password());
    }

    /** Takes over a session on another server; fails when that does not know it. */
    public static RawSession resume(InetSocketAddress address, ConnectReply granted) throws IOException {
        return resume(address, granted.session(), granted.password());
    }

    /** Takes over the session that has this id and password. */
    public static RawSession resume(int port, long session, byte[] password) throws IOException {
        return resume(new InetSocketAddress("127.0.0.1", port), session, password);
    }

    private static RawSession resume(InetSocketAddress address, long session, byte[] password) throws IOException {
        RawSession resumed = connect(address, Requests.connect(0, TIMEOUT_MS, session, password, ReadOnly.NO))
                .orElseThrow(() -> new AssertionError("the server closed the connection instead of a handshake"));
        if (!resumed.granted.accepted()) {
            resumed.close();
            throw new AssertionError("session 0x" + Long.toHexString(session) + " is gone");
        }
        return resumed;
    }

    /** Sends any connect request; nothing when the server hangs up without a word. */
    public static Optional<RawSession> connect(int port, JuteOut connectRequest) throws IOException {
        return connect(new InetSocketAddress("127.0.0.1", port), connectRequest);
    }

    /** Sends any connect request to a server anywhere; nothing when the server hangs up without a word. */
    public static Optional<RawSession> connect(InetSocketAddress address, JuteOut connectRequest) throws IOException {
        RawConnection connection = new RawConnection(address, RawConnection.DEADLINE_MS);
        connection.send(connectRequest.toBytes());
        Optional<byte[]> frame = connection.receive();
        if (frame.isEmpty()) {
            connection.close();
        }
        return frame.map(bytes -> new RawSession(connection, ConnectReply.read(bytes)));
    }

    /** The answer to the connect request. */
    public ConnectReply granted() {
        return granted;
    }

    /** The connection, to send what is no request. */
    public RawConnection connection() {
        return connection;
    }

    /** Sends a request under the next number, which is returned, and does not wait. */
    public int send(int type, JuteOut body) throws IOException {
        lastXid++;
        send(lastXid, type, body);
        return lastXid;
    }

    /** Sends a request under a number of the caller's choice. */
    public void send(int xid, int type, JuteOut body) throws IOException {
        outstanding.add(xid);
        connection.send(Requests.request(xid, type, body).toBytes());
    }

    /** The next frame, reply or notification; nothing when the server has closed the connection. */
    public Optional<Reply> receive() throws IOException {
        Optional<Reply> reply =
                connection.receive().map(JuteIn::new).map(in -> new Reply(in.getInt(), in.getLong(), in.getInt(), in));
        if (reply.isPresent() && reply.get().xid() != -1) {
            Integer expected = outstanding.poll();
            if (expected == null || expected != reply.get().xid()) {
                throw new AssertionError("reply to " + reply.get().xid() + " where " + expected + " was next");
            }
        }
        return reply;
    }

    /** Sends a request and returns its reply, passing over notifications; fails when the connection is closed. */
    public Reply call(int type, JuteOut body) throws IOException {
        send(type, body);
        while (true) {
            Reply reply = receive().orElseThrow(() -> new AssertionError("closed instead of a reply to type " + type));
            if (reply.xid() != -1) {
                return reply;
            }
        }
    }

    /** Ends the session properly. */
    public void endSession() throws IOException {
        call(Op.CLOSE_SESSION, new JuteOut());
        close();
    }

    @Override
    public void close() {
        connection.close();
    }
}
