package io.coordkit.core.wire;

import org.jspecify.annotations.Nullable;

/** What became of a client's SASL token outside the replica, where exchanges are held. */
public sealed interface SaslStep extends ClientRequest {
    @Override
    default OpCode op() {
        return OpCode.SASL;
    }

    /**
     * The exchange goes on.
     *
     * @param token for the client, or null
     */
    record Challenge(byte @Nullable [] token) implements SaslStep {}

    /**
     * The client has proven a name.
     *
     * @param token for the client, or null
     */
    record Proven(byte @Nullable [] token, String user) implements SaslStep {}

    /** The client has proven nothing, and will not. */
    record Failed() implements SaslStep {}
}
