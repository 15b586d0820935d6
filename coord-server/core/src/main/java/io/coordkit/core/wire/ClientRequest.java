package io.coordkit.core.wire;

/**
 * What a client asks for after its handshake. Closed set: a {@link WriteRequest} becomes a transaction, a {@link ReadRequest}
 * is answered from the tree of the server that got it, and the rest changes who the connection is.
 */
public sealed interface ClientRequest permits ReadRequest, WriteRequest, AuthRequest, SaslRequest, SaslStep {
    /** The operation that the client named. */
    OpCode op();
}
