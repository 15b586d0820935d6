package io.coordkit.hbase.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How far a log was sent to a peer. Source: {@code hbase.pb.ReplicationHLogPosition} and {@code ZKUtil.parseWALPositionFrom}.
 *
 * @param offset bytes from the beginning of the log; 0 before the first report
 */
public record WalPosition(long offset) {
    /** Nothing was sent yet. */
    public static final WalPosition START = new WalPosition(0);

    private static final int POSITION = 1;

    /** @throws IllegalArgumentException when the offset is negative */
    public WalPosition {
        if (offset < 0) {
            throw new IllegalArgumentException("position " + offset + " is before the beginning");
        }
    }

    public byte[] toBytes() {
        return new ProtoWriter().varint(POSITION, offset).toValue();
    }

    /**
     * Reads a stored value: protobuf; nothing, which is the start; and the forms before protobuf, a decimal text (0.94) or
     * eight bytes. Eight digits are a text: as a number they would be beyond any log.
     *
     * @throws UnreadableValueException when it is none of these (HBase's servers start such a log anew)
     */
    public static WalPosition parse(byte[] stored) throws UnreadableValueException {
        byte[] payload = Envelope.withoutMetadata(stored);
        if (payload.length == 0) {
            return START;
        }
        long offset = Envelope.hasMagic(payload)
                ? Wire.number(Envelope.message(payload), POSITION, "position")
                : readOldForms(payload);
        if (offset < 0) {
            throw new UnreadableValueException("position " + offset + " is before the beginning");
        }
        return new WalPosition(offset);
    }

    private static long readOldForms(byte[] payload) throws UnreadableValueException {
        try {
            return Long.parseLong(new String(payload, StandardCharsets.UTF_8));
        } catch (NumberFormatException notDecimal) {
            if (payload.length == Long.BYTES) {
                return ByteBuffer.wrap(payload).getLong();
            }
            throw new UnreadableValueException("neither PBUF nor a position, " + payload.length + " bytes");
        }
    }
}
