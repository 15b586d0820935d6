package io.coordkit.core.wire;

/**
 * Adds an identity to the connection ({@code AuthPacket}).
 *
 * @param scheme how to authenticate
 * @param auth the scheme's evidence, such as {@code user:password}
 */
public record AuthRequest(String scheme, byte[] auth) implements ClientRequest {
    @Override
    public OpCode op() {
        return OpCode.AUTH;
    }
}
