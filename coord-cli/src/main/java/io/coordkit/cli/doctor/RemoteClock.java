package io.coordkit.cli.doctor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;

/** The clock of another machine, as far as the HTTP server that ZooKeeper's servers open says it in its answers. */
final class RemoteClock {

    private static final int PORT = 8080;
    private static final int TIMEOUT_MS = 1000;

    private RemoteClock() {}

    /** How far it is ahead, give or take a second; empty if nobody says. */
    static Optional<Long> offsetMs(String host) {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://" + name + ":" + PORT + "/commands")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            connection.setRequestMethod("HEAD");
            long date = connection.getDate();
            connection.disconnect();
            return date == 0 ? Optional.empty() : Optional.of(date - System.currentTimeMillis());
        } catch (IOException | IllegalArgumentException silent) {
            return Optional.empty();
        }
    }
}
