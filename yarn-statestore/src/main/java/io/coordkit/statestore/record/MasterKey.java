package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoMessage;

/**
 * A key with which the resource manager signs application tokens (MasterKeyProto). Its text form shows no secret.
 *
 * @param message the message itself
 */
public record MasterKey(ProtoMessage message) {

    public static MasterKey of(int id, byte[] secret) {
        return new MasterKey(ProtoMessage.EMPTY.withVarint(1, id).withBytes(2, secret));
    }

    public int id() {
        return message.int32(1, 0);
    }

    public byte[] secret() {
        return message.bytes(2).orElse(new byte[0]);
    }

    @Override
    public String toString() {
        return "MasterKey[id=" + id() + "]";
    }
}
