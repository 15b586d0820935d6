package io.coordkit.benchmarks.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whether a server leads its ensemble, in its own opinion: by its answer to the four-letter word {@code srvr}, or, as ours
 * does not know that word yet, by the last line about it in its log.
 */
final class Leadership {
    private static final int PATIENCE_MS = 2000;

    private static final Pattern MODE_LEADER = Pattern.compile("(?m)^Mode: leader$");
    private static final Pattern ROLE_IN_LOG = Pattern.compile("\\bReportLog (leading|following|looking) ");

    private Leadership() {}

    static boolean of(InetSocketAddress server, Path log) throws IOException {
        String answer = srvr(server);
        return answer.isEmpty() ? isLastInLog(Files.readString(log)) : isMode(answer);
    }

    static boolean isMode(String srvr) {
        return MODE_LEADER.matcher(srvr).find();
    }

    static boolean isLastInLog(String log) {
        return ROLE_IN_LOG
                .matcher(log)
                .results()
                .reduce((earlier, later) -> later)
                .map(MatchResult::group)
                .filter(role -> role.contains("leading"))
                .isPresent();
    }

    /** Nothing when the server does not answer. */
    private static String srvr(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(server, PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException silent) {
            return "";
        }
    }
}
