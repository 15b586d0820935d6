package io.coordkit.hbase.codec;

import java.nio.charset.StandardCharsets;

/**
 * Whether a table is served: authoritative in HBase 1.x, a mirror in 2.x if configured. The order is the number on the wire.
 * Source: {@code hbase.pb.Table} of HBase 1.7, {@code DeprecatedTableState} of 2.6.
 */
public enum TableState {
    ENABLED,
    DISABLED,
    DISABLING,
    ENABLING;

    private static final int STATE = 1;

    public byte[] toBytes() {
        return new ProtoWriter().varint(STATE, ordinal()).toValue();
    }

    /** Reads a stored value, also the word of 0.94. */
    public static TableState parse(byte[] stored) throws UnreadableValueException {
        byte[] payload = Envelope.withoutMetadata(stored);
        return Envelope.hasMagic(payload)
                ? Wire.constant(values(), Wire.number(Envelope.message(payload), STATE, "state"))
                : Wire.constantNamed(values(), new String(payload, StandardCharsets.UTF_8));
    }
}
