package io.coordkit.server.http;

import java.util.Optional;

/** A question whose body is taken piece by piece, because it may be longer than memory. On the endpoint's thread. */
public interface Upload {
    /** The answer, if the body is not wanted. */
    Optional<HttpReply> refusal();

    /** The next piece; not called after a refusal. */
    void take(byte[] piece);

    /** The body is complete: what there is to say. The last call. */
    HttpReply answer();

    /** The rest of the body will not come. The last call. */
    void abandon();
}
