package io.coordkit.benchmarks.load;

import io.coordkit.benchmarks.wire.RequestStream;
import java.net.InetSocketAddress;

/** One connection of a load: where it goes and what it asks. */
public record Client(InetSocketAddress server, RequestStream requests) {}
