package io.coordkit.benchmarks.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Whether a server leads its ensemble, in its own opinion: by its answer to the four-letter word {@code srvr}. */
final class Leadership {
    private static final int PATIENCE_MS = 2000;

    private static final Pattern MODE_LEADER = Pattern.compile("(?m)^Mode: leader$");

    private Leadership() {}

    /** No for one that does not answer. */
    static boolean of(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(server, PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return isMode(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException silent) {
            return false;
        }
    }

    static boolean isMode(String srvr) {
        return MODE_LEADER.matcher(srvr).find();
    }
}
