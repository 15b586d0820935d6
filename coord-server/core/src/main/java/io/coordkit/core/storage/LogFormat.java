package io.coordkit.core.storage;

/** The constants of a log file: its header, the frame around a payload, and where a payload keeps its zxid. */
final class LogFormat {
    static final int MAGIC = 0x5A4B4C47; // "ZKLG"
    static final int VERSION = 2;
    /** int magic, int version, long dbid (always 0). */
    static final int FILE_HEADER_BYTES = 16;
    /** long checksum, int length. */
    static final int RECORD_HEADER_BYTES = 12;

    static final byte END_MARK = 'B';
    static final int FRAME_BYTES = RECORD_HEADER_BYTES + 1;

    /** long clientId, int cxid, long zxid, long time, int type. */
    static final int TXN_HEADER_BYTES = 32;

    private static final int ZXID_OFFSET = 12;

    private LogFormat() {}

    static byte[] fileHeader() {
        byte[] header = new byte[FILE_HEADER_BYTES];
        putInt(header, 0, MAGIC);
        putInt(header, 4, VERSION);
        return header;
    }

    static long payloadZxid(byte[] bytes, int payloadOffset) {
        return getLong(bytes, payloadOffset + ZXID_OFFSET);
    }

    static int getInt(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) getInt(bytes, at) << 32 | (getInt(bytes, at + 4) & 0xffff_ffffL);
    }

    static void putInt(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    static void putLong(byte[] bytes, int at, long value) {
        putInt(bytes, at, (int) (value >>> 32));
        putInt(bytes, at + 4, (int) value);
    }
}
