package io.coordkit.benchmarks.wire;

import java.nio.ByteBuffer;

/** An endless supply of requests for one connection. Used by one thread. */
public interface RequestStream {
    /** Writes the next request, with this xid, at the buffer's position. */
    void writeNext(ByteBuffer out, int xid);

    /** No request of this stream is longer; the caller offers at least this much room. */
    int frameBytesMax();
}
