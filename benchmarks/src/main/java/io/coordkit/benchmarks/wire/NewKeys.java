package io.coordkit.benchmarks.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Creates of ever new znodes: one pre-encoded frame, in which the last eight characters of the path count up in hex. */
final class NewKeys implements RequestStream {
    private static final int DIGITS = 8;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] frame;
    private final int digitsOffset;
    private int count;

    NewKeys(String pathPrefix, byte[] value) {
        this.frame = Frames.create(pathPrefix + "0".repeat(DIGITS), value);
        this.digitsOffset = Frames.createPathOffset() + pathPrefix.length();
    }

    @Override
    public void writeNext(ByteBuffer out, int xid) {
        int start = out.position();
        for (int i = 0; i < DIGITS; i++) {
            frame[digitsOffset + i] = HEX[(count >>> (4 * (DIGITS - 1 - i))) & 15];
        }
        count++;
        out.put(frame);
        out.putInt(start + Frames.XID_OFFSET, xid);
    }

    @Override
    public int frameBytesMax() {
        return frame.length;
    }
}
