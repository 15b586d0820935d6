package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.WritableReader;
import io.coordkit.statestore.codec.WritableWriter;
import java.util.Arrays;
import java.util.Optional;

/**
 * A master key of the delegation tokens (Hadoop's DelegationKey, a Writable). Its text form shows no secret.
 *
 * @param id the key's number
 * @param expiryMs when tokens signed with it are worthless, milliseconds since 1970
 * @param secret the key, absent in a store that lost it; not to be changed
 */
public record DelegationKey(int id, long expiryMs, Optional<byte[]> secret) {

    public static DelegationKey decode(byte[] data) {
        WritableReader reader = new WritableReader(data);
        int id = reader.vint();
        long expiryMs = reader.vlong();
        int length = reader.vint();
        return new DelegationKey(id, expiryMs, length < 0 ? Optional.empty() : Optional.of(reader.bytes(length)));
    }

    public byte[] encode() {
        WritableWriter writer = new WritableWriter().vlong(id).vlong(expiryMs);
        return secret.map(key -> writer.vlong(key.length).bytes(key))
                .orElseGet(() -> writer.vlong(-1))
                .toBytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DelegationKey key && Arrays.equals(encode(), key.encode());
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return "DelegationKey[id=" + id + ", expiryMs=" + expiryMs + "]";
    }
}
