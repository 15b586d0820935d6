package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoMessage;
import io.coordkit.statestore.codec.WritableReader;

/**
 * A delegation token as Hadoop 2.4 stored it: the identifier as a Writable (AbstractDelegationTokenIdentifier), then eight bytes of
 * renewal time. Read as RMStateStoreUtils reads it: what is empty or zero there is absent in the message.
 */
final class OldDelegationToken {

    private OldDelegationToken() {}

    static DelegationToken decode(byte[] data) {
        WritableReader reader = new WritableReader(data);
        reader.bytes(1);
        ProtoMessage identifier = ProtoMessage.EMPTY;
        for (int field = 1; field <= 3; field++) {
            String text = reader.text();
            identifier = text.isEmpty() ? identifier : identifier.withString(field, text);
        }
        for (int field = 4; field <= 7; field++) {
            long number = field < 6 ? reader.vlong() : reader.vint();
            identifier = number == 0 ? identifier : identifier.withVarint(field, number);
        }
        return new DelegationToken(ProtoMessage.EMPTY.withMessage(1, identifier).withVarint(2, reader.int64()));
    }
}
