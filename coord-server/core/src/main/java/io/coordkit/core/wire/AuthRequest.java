package io.coordkit.core.wire;

import org.jspecify.annotations.Nullable;

/**
 * Adds an identity to the connection ({@code AuthPacket}).
 *
 * @param scheme how to authenticate
 * @param auth the scheme's evidence, such as {@code user:password}; null proves nothing
 */
public record AuthRequest(String scheme, byte @Nullable [] auth) implements ClientRequest {
    @Override
    public OpCode op() {
        return OpCode.AUTH;
    }
}
