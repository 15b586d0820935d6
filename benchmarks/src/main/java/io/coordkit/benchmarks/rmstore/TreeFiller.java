package io.coordkit.benchmarks.rmstore;

import io.coordkit.benchmarks.load.Session;
import io.coordkit.benchmarks.wire.Frames;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a store's tree from outside, many requests at once: what is to be loaded need not be stored one after the other.
 *
 * @param applications the node below which they go, of the layout with this split index
 */
record TreeFiller(String applications, int split) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 500;

    void fill(InetSocketAddress server, int count) throws IOException {
        try (Session session = Session.open(server, PATIENCE)) {
            List<byte[]> requests = new ArrayList<>();
            String last = "";
            for (int number = 1; number <= count; number++) {
                String name = Applications.id(number).toString();
                String prefix = applications + "/" + name.substring(0, name.length() - split);
                if (split > 0 && !prefix.equals(last)) {
                    requests.add(Frames.create(prefix, new byte[0]));
                    last = prefix;
                }
                String leaf = split > 0 ? prefix + "/" + name.substring(name.length() - split) : prefix;
                requests.add(Frames.create(leaf, Applications.applicationData(number)));
                requests.add(
                        Frames.create(leaf + "/" + Applications.attemptId(number), Applications.attemptData(number)));
                if (requests.size() > AT_ONCE || number == count) {
                    session.callAll(requests);
                    requests.clear();
                }
            }
        }
    }
}
