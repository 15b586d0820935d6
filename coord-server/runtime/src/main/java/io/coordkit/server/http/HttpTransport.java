package io.coordkit.server.http;

import io.netty.channel.ChannelPipeline;

/** What a connection begins with, before HTTP is spoken on it. Thread-safe. */
@FunctionalInterface
public interface HttpTransport {
    /** HTTP at once, that anybody on the way can read. */
    HttpTransport PLAIN = pipeline -> {};

    /** Adds its handlers; those of HTTP come behind. */
    void prepare(ChannelPipeline pipeline);
}
