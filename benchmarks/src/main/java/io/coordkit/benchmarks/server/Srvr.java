package io.coordkit.benchmarks.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The four-letter word {@code srvr}, which every ZooKeeper server answers unless it is told not to. */
public final class Srvr {
    private static final int PATIENCE_MS = 2000;

    private Srvr() {}

    /**
     * What a server says of itself.
     *
     * @throws IOException when it does not answer soon
     */
    public static String ask(InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
