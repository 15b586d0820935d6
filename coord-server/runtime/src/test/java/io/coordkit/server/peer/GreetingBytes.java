package io.coordkit.server.peer;

import io.coordkit.core.wire.MalformedRecordException;
import io.netty.buffer.Unpooled;

/** The parser of the greeting on an election connection, for others than this package. */
public final class GreetingBytes {
    private GreetingBytes() {}

    /** A greeting as a server of the reference sends it. */
    public static byte[] sample() {
        return Wire.greeting(-65536, 3, "127.0.0.1:3888|[::1]:3889");
    }

    /** Reads one. */
    public static void take(byte[] bytes) throws MalformedRecordException {
        Greeting.take(Unpooled.wrappedBuffer(bytes));
    }
}
