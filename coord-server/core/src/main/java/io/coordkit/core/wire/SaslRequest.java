package io.coordkit.core.wire;

import org.jspecify.annotations.Nullable;

/**
 * A token of a SASL exchange ({@code GetSASLRequest}). A server that holds such exchanges puts a {@link SaslStep} in its place.
 *
 * @param token the mechanism's, or null
 */
public record SaslRequest(byte @Nullable [] token) implements ClientRequest {
    @Override
    public OpCode op() {
        return OpCode.SASL;
    }
}
