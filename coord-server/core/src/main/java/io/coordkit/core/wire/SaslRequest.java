package io.coordkit.core.wire;

/**
 * A token of a SASL exchange ({@code GetSASLRequest}). A server that holds such exchanges puts a {@link SaslStep} in its place.
 *
 * @param token the mechanism's, perhaps empty
 */
public record SaslRequest(byte[] token) implements ClientRequest {
    @Override
    public OpCode op() {
        return OpCode.SASL;
    }
}
