package io.coordkit.hbase.codec;

import java.nio.charset.StandardCharsets;

/**
 * Who moves a dead server's queues without multi. Source: {@code hbase.pb.ReplicationLock} of HBase 1.7.
 *
 * @param owner path of the mover's own node among the servers with queues (0.94: the server's name)
 */
public record ReplicationLock(String owner) {
    private static final int OWNER = 1;

    public byte[] toBytes() {
        return new ProtoWriter().string(OWNER, owner).toValue();
    }

    /** Reads a stored value, also the text of 0.94. */
    public static ReplicationLock parse(byte[] stored) throws UnreadableValueException {
        byte[] payload = Envelope.withoutMetadata(stored);
        return new ReplicationLock(
                Envelope.hasMagic(payload)
                        ? Wire.required("lock_owner", Wire.text(Envelope.message(payload), OWNER))
                        : new String(payload, StandardCharsets.UTF_8));
    }

    /** The name of the server that holds it: what the owner ends with in every form. */
    public String serverName() {
        return owner.substring(owner.lastIndexOf('/') + 1);
    }
}
