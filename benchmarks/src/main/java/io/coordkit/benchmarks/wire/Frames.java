package io.coordkit.benchmarks.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Complete client frames (length, xid, type, record) as byte arrays. The xid is left 0 and written into place when a
 * frame is sent, so that sending is one array copy and one int.
 */
public final class Frames {
    /** Where the xid lies in every frame but the connect request, which has none. */
    public static final int XID_OFFSET = 4;

    private static final int CREATE = 1;
    private static final int EXISTS = 3;
    private static final int GET_DATA = 4;
    private static final int SET_DATA = 5;
    private static final int CLOSE_SESSION = -11;

    private static final int HEADER_BYTES = 12;
    private static final int PASSWORD_BYTES = 16;
    private static final int ANY_VERSION = -1;
    private static final int ALL_PERMISSIONS = 31;
    private static final byte[] WORLD = ascii("world");
    private static final byte[] ANYONE = ascii("anyone");

    private Frames() {}

    /** A connect request for a new session with the given timeout. */
    public static byte[] connect(int timeoutMs) {
        return reconnect(timeoutMs, 0, new byte[PASSWORD_BYTES], 0);
    }

    /**
     * A connect request for a session that exists.
     *
     * @param lastZxid the newest that its client has seen; a server that is older must refuse it
     */
    public static byte[] reconnect(int timeoutMs, long sessionId, byte[] password, long lastZxid) {
        int bodyBytes = 4 + 8 + 4 + 8 + 4 + password.length + 1;
        ByteBuffer frame = ByteBuffer.allocate(4 + bodyBytes);
        frame.putInt(bodyBytes).putInt(0).putLong(lastZxid).putInt(timeoutMs).putLong(sessionId);
        putBytes(frame, password);
        return frame.put((byte) 0).array();
    }

    /** getData without a watch. */
    public static byte[] getData(String path) {
        return readOf(GET_DATA, path);
    }

    /** exists without a watch. */
    public static byte[] exists(String path) {
        return readOf(EXISTS, path);
    }

    /** exists with a watch. */
    public static byte[] existsWatching(String path) {
        byte[] frame = exists(path);
        frame[frame.length - 1] = 1;
        return frame;
    }

    /** setData of any version. */
    public static byte[] setData(String path, byte[] data) {
        byte[] pathBytes = ascii(path);
        ByteBuffer frame = frame(SET_DATA, 4 + pathBytes.length + 4 + data.length + 4);
        putBytes(frame, pathBytes);
        putBytes(frame, data);
        return frame.putInt(ANY_VERSION).array();
    }

    /** create of a persistent znode that is open to everyone. The path begins at {@link #createPathOffset()}. */
    public static byte[] create(String path, byte[] data) {
        byte[] pathBytes = ascii(path);
        int aclBytes = 4 + 4 + 4 + WORLD.length + 4 + ANYONE.length;
        ByteBuffer frame = frame(CREATE, 4 + pathBytes.length + 4 + data.length + aclBytes + 4);
        putBytes(frame, pathBytes);
        putBytes(frame, data);
        frame.putInt(1).putInt(ALL_PERMISSIONS);
        putBytes(frame, WORLD);
        putBytes(frame, ANYONE);
        return frame.putInt(0).array();
    }

    /** Where the first byte of the path lies in a create frame. */
    public static int createPathOffset() {
        return HEADER_BYTES + 4;
    }

    /** Ends the session; the server replies and then closes the connection. */
    public static byte[] closeSession() {
        return frame(CLOSE_SESSION, 0).array();
    }

    private static byte[] readOf(int type, String path) {
        byte[] pathBytes = ascii(path);
        ByteBuffer frame = frame(type, 4 + pathBytes.length + 1);
        putBytes(frame, pathBytes);
        return frame.put((byte) 0).array();
    }

    private static ByteBuffer frame(int type, int bodyBytes) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + bodyBytes);
        return frame.putInt(HEADER_BYTES - 4 + bodyBytes).putInt(0).putInt(type);
    }

    private static void putBytes(ByteBuffer frame, byte[] bytes) {
        frame.putInt(bytes.length).put(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
