package io.coordkit.hbase.codec;

import java.nio.charset.StandardCharsets;

/**
 * Whether edits are sent to a peer now; they are kept for it in either case. The order is the number on the wire.
 * Source: {@code hbase.pb.ReplicationState}.
 */
public enum PeerState {
    ENABLED,
    DISABLED;

    private static final int STATE = 1;

    /** HBase compares these bytes as a whole, so a state is written in no other way. */
    public byte[] toBytes() {
        return new ProtoWriter().varint(STATE, ordinal()).toValue();
    }

    /** Reads a stored value, also the word of 0.94. */
    public static PeerState parse(byte[] stored) throws UnreadableValueException {
        byte[] payload = Envelope.withoutMetadata(stored);
        return Envelope.hasMagic(payload)
                ? Wire.constant(values(), Wire.number(Envelope.message(payload), STATE, "state"))
                : Wire.constantNamed(values(), new String(payload, StandardCharsets.UTF_8));
    }
}
