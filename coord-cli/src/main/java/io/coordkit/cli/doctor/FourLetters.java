package io.coordkit.cli.doctor;

import io.coordkit.server.text.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a server in the language of four-letter words. */
final class FourLetters {

    private static final int TIMEOUT_MS = 3000;
    private static final String REFUSED = "is not executed because it is not in the whitelist";
    private static final String NOT_SERVING = "not currently serving requests";

    private FourLetters() {}

    /**
     * What came back.
     *
     * @param text what the server said; empty if there was no answer that helps
     * @param problem why not, in words; empty if there was
     * @param isServer whether something that is a ZooKeeper-compatible server has answered at all
     */
    record Answer(String text, String problem, boolean isServer) {
        boolean isText() {
            return problem.isEmpty();
        }

        /** Whether a server is there that has no quorum. */
        boolean isWithoutQuorum() {
            return problem.contains(NOT_SERVING);
        }

        /** The rest of the line that begins so. */
        Optional<String> after(String beginning) {
            return text.lines()
                    .filter(line -> line.startsWith(beginning))
                    .map(line -> line.substring(beginning.length()).strip())
                    .findFirst();
        }
    }

    static Answer ask(String host, int port, String word) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return understand(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            return new Answer("", Reason.ofSocket(failed), false);
        }
    }

    private static Answer understand(String text) {
        if (text.contains(REFUSED)) {
            return new Answer("", "its 4lw.commands.whitelist does not allow the question", true);
        }
        if (text.contains(NOT_SERVING)) {
            return new Answer("", "it is " + NOT_SERVING, true);
        }
        return text.isBlank()
                ? new Answer("", "it closed the connection without a word", false)
                : new Answer(text, "", true);
    }
}
