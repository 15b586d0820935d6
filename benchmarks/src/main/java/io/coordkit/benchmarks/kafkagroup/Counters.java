package io.coordkit.benchmarks.kafkagroup;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.server.Srvr;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server counts. Each packet that it sends is an answer or an event, but the answer to this question is not counted.
 *
 * @param received packets since its start
 * @param sent packets since its start
 */
record Counters(long received, long sent) {
    private static final Pattern TRAFFIC = Pattern.compile("Received: (\\d+)\\s+Sent: (\\d+)");

    static Counters read(InetSocketAddress server) throws IOException {
        String said = Srvr.ask(server);
        Matcher matcher = TRAFFIC.matcher(said);
        if (!matcher.find()) {
            throw new BenchmarkFailure("the server does not say what it counts: " + said);
        }
        return new Counters(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    long events() {
        return sent - received;
    }
}
