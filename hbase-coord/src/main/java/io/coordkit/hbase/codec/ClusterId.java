package io.coordkit.hbase.codec;

import java.nio.charset.StandardCharsets;

/** The id that a cluster gets once, at its first start. Source: {@code hbase.pb.ClusterId}. */
public record ClusterId(String id) {
    private static final int ID = 1;

    public byte[] toBytes() {
        return new ProtoWriter().string(ID, id).toValue();
    }

    /** Reads a stored value; without {@code PBUF} the whole value is the id, as before protobuf. */
    public static ClusterId parse(byte[] stored) throws UnreadableValueException {
        byte[] payload = Envelope.withoutMetadata(stored);
        if (!Envelope.hasMagic(payload)) {
            return new ClusterId(new String(payload, StandardCharsets.UTF_8));
        }
        return new ClusterId(Wire.required("cluster_id", Wire.text(Envelope.message(payload), ID)));
    }
}
