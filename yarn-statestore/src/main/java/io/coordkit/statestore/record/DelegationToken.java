package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoFormatException;
import io.coordkit.statestore.codec.ProtoMessage;
import java.util.Optional;

/**
 * A delegation token that the resource manager issued, and until when it is renewed
 * (RMDelegationTokenIdentifierDataProto around YARNDelegationTokenIdentifierProto). Times are milliseconds since 1970.
 *
 * @param message the message itself
 */
public record DelegationToken(ProtoMessage message) {

    /** Throws {@link ProtoFormatException} if the message holds no token identifier. */
    public DelegationToken {
        if (message.message(1).isEmpty()) {
            throw new ProtoFormatException("delegation token without an identifier");
        }
    }

    /** A token without a real user. */
    public static DelegationToken of(
            String owner, String renewer, long issueMs, long maxMs, int sequenceNumber, int keyId, long renewMs) {
        ProtoMessage identifier = ProtoMessage.EMPTY
                .withString(1, owner)
                .withString(2, renewer)
                .withVarint(4, issueMs)
                .withVarint(5, maxMs)
                .withVarint(6, sequenceNumber)
                .withVarint(7, keyId);
        return new DelegationToken(ProtoMessage.EMPTY.withMessage(1, identifier).withVarint(2, renewMs));
    }

    /** Reads the data of a token's znode, in the form of today or of Hadoop 2.4; throws ProtoFormatException if it is neither. */
    public static DelegationToken decode(byte[] data) {
        return isOldForm(data) ? OldDelegationToken.decode(data) : new DelegationToken(ProtoMessage.parse(data));
    }

    /** Whether the data is a Writable, as before layout 1.2: its first byte, a version, is zero, and no message begins so. */
    public static boolean isOldForm(byte[] data) {
        return data.length > 0 && data[0] == 0;
    }

    public byte[] encode() {
        return message.toBytes();
    }

    public String owner() {
        return identifier().string(1, "");
    }

    public String renewer() {
        return identifier().string(2, "");
    }

    public Optional<String> realUser() {
        return identifier().has(3) ? Optional.of(identifier().string(3, "")) : Optional.empty();
    }

    public long issueTimeMs() {
        return identifier().int64(4, 0);
    }

    /** When the token dies however often it is renewed. */
    public long maxTimeMs() {
        return identifier().int64(5, 0);
    }

    public int sequenceNumber() {
        return identifier().int32(6, 0);
    }

    /** The master key that signed it. */
    public int keyId() {
        return identifier().int32(7, 0);
    }

    public long renewTimeMs() {
        return message.int64(2, 0);
    }

    public DelegationToken withRenewTime(long renewMs) {
        return new DelegationToken(message.withVarint(2, renewMs));
    }

    private ProtoMessage identifier() {
        return message.message(1).orElse(ProtoMessage.EMPTY);
    }
}
