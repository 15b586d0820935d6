package io.coordkit.server.monitor;

import io.coordkit.core.client.ConnectionView;
import io.coordkit.core.client.SessionWatches;
import io.coordkit.core.quorum.Member;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.tree.ZxidDigest;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.runtime.ClientView;
import io.coordkit.server.text.Version;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** What a server says to each four-letter word, letter by letter what the reference says ({@code server.command}). */
final class WordAnswers {
    private final Inspection server;

    WordAnswers(Inspection server) {
        this.server = server;
    }

    String compose(Word word, long connection, long argument) {
        try {
            server.noteAsked(connection);
            String answer = answer(word, connection, argument);
            server.noteAnswered();
            return answer;
        } catch (NotServingException notServing) {
            // Two words of the reference say it without a line's end, and one in a word of its own.
            return switch (word) {
                case ISRO -> "null";
                case HASH -> NotServingException.MESSAGE;
                default -> NotServingException.MESSAGE + "\n";
            };
        }
    }

    private String answer(Word word, long connection, long argument) throws NotServingException {
        return switch (word) {
            case RUOK -> "imok";
            case ENVI -> environment();
            case GTMK -> Long.toString(server.traceMask().get());
            case STMK -> Long.toString(server.traceMask().set(argument));
            case CONF -> configuration();
            case CONS -> connections(connection);
            case CRST -> resetConnections(connection);
            case SRST -> resetServer();
            case DIRS -> directories();
            case DUMP -> dump();
            case HASH -> digests();
            case ISRO -> server.summary().mode() == Mode.READ_ONLY ? "ro" : "rw";
            case MNTR -> MonitorText.of(server.summary(), server.metrics());
            case SRVR -> version(server.summary()) + summary(server.summary());
            case STAT -> statistics(connection);
            case WCHC -> watchesBySession();
            case WCHP -> watchesByPath();
            case WCHS -> watchSummary();
        };
    }

    private static String environment() {
        StringBuilder text = new StringBuilder("Environment:\n");
        Environment.now()
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }

    private String configuration() throws NotServingException {
        ServerConfig config = server.config();
        String membership = server.membershipText();
        Configuration shown = new Configuration(config);
        String text = shown.text(
                server.clientAddress().getPort(), server.addressLimit().get(), server.tuning());
        Optional<MemberConfig> member = config.member();
        Optional<Member> self = member.flatMap(known -> known.membership().member(config.serverId()));
        return self.isEmpty()
                ? text
                : text + shown.memberText(member.get(), self.get()) + "membership: \n" + membership;
    }

    private String connections(long connection) throws NotServingException {
        StringBuilder text = new StringBuilder();
        for (ClientView client : server.clientsBeside(connection)) {
            appendConnection(text, client, false);
        }
        return text.append('\n').toString();
    }

    private static void appendConnection(StringBuilder text, ClientView client, boolean brief) {
        ConnectionView connection = client.connection();
        text.append(' ').append(client.socket().address());
        text.append('[').append(Integer.toHexString(client.socket().interest()));
        text.append("](queued=").append(connection.waiting());
        text.append(",recved=").append(connection.received());
        text.append(",sent=").append(connection.sent());
        if (!brief && connection.sessionId() != 0) {
            appendDetails(text, connection);
        }
        text.append(")\n");
    }

    private static void appendDetails(StringBuilder text, ConnectionView connection) {
        text.append(",sid=0x").append(Long.toHexString(connection.sessionId()));
        text.append(",lop=").append(connection.lastOperation());
        text.append(",est=").append(connection.establishedMs());
        text.append(",to=").append(connection.timeoutMs());
        if (connection.lastCxid() >= 0) {
            text.append(",lcxid=0x").append(Long.toHexString(connection.lastCxid()));
        }
        text.append(",lzxid=0x").append(Long.toHexString(connection.lastZxid()));
        text.append(",lresp=").append(connection.lastResponseMs());
        text.append(",llat=").append(connection.lastLatencyMs());
        text.append(",minlat=").append(connection.minLatencyMs());
        text.append(",avglat=").append(connection.avgLatencyMs());
        text.append(",maxlat=").append(connection.maxLatencyMs());
    }

    private String resetConnections(long connection) throws NotServingException {
        server.resetStatsBeside(connection);
        return "Connection stats reset.\n";
    }

    private String resetServer() throws NotServingException {
        server.reset(ServerStats::reset);
        return "Server stats reset.\n";
    }

    private String directories() throws NotServingException {
        server.summary();
        Configuration shown = new Configuration(server.config());
        return "datadir_size: " + Configuration.sizeOf(shown.dataDirectory()) + "\nlogdir_size: "
                + Configuration.sizeOf(shown.logDirectory()) + "\n";
    }

    /** The reference lists connections behind the last line only with its other kind of socket factory. */
    private String dump() throws NotServingException {
        Sessions sessions = server.sessions();
        StringBuilder text = new StringBuilder("SessionTracker dump:\n");
        if (sessions.expires()) {
            appendExpirySets(text, sessions);
        } else {
            text.append("Global Sessions(").append(sessions.timeouts().size()).append("):\n");
            sessions.timeouts()
                    .forEach((id, timeoutMs) ->
                            text.append(hex(id)).append('\t').append(timeoutMs).append("ms\n"));
        }
        text.append("ephemeral nodes dump:\nSessions with Ephemerals (");
        text.append(sessions.ephemerals().size()).append("):\n");
        sessions.ephemerals().forEach((owner, paths) -> {
            text.append(hex(owner)).append(":\n");
            paths.forEach(path -> text.append('\t').append(path).append('\n'));
        });
        return text.append("Connections dump:\n").toString();
    }

    private static void appendExpirySets(StringBuilder text, Sessions sessions) {
        long wallAhead = System.currentTimeMillis() - System.nanoTime() / 1_000_000;
        int known = sessions.expirySets().values().stream().mapToInt(List::size).sum();
        text.append("Session Sets (").append(sessions.expirySets().size()).append(")/(");
        text.append(known).append("):\n");
        sessions.expirySets().forEach((timeMs, ids) -> {
            text.append(ids.size()).append(" expire at ").append(new Date(timeMs + wallAhead));
            text.append(":\n");
            ids.forEach(id -> text.append('\t').append(hex(id)).append('\n'));
        });
    }

    private String digests() throws NotServingException {
        StringBuilder text = new StringBuilder();
        for (ZxidDigest digest : server.digests()) {
            text.append(Long.toHexString(digest.zxid())).append(": ");
            text.append(digest.digest()).append('\n');
        }
        return text.toString();
    }

    private static String version(Summary summary) {
        String text = "Zookeeper version: " + Version.full() + "\n";
        return summary.mode() == Mode.READ_ONLY ? text + "READ-ONLY mode; serving only read-only clients\n" : text;
    }

    private static String summary(Summary summary) {
        String text = "Latency min/avg/max: " + summary.minLatencyMs() + "/" + summary.avgLatencyMs() + "/"
                + summary.maxLatencyMs()
                + "\nReceived: " + summary.received()
                + "\nSent: " + summary.sent()
                + "\nConnections: " + summary.connections()
                + "\nOutstanding: " + summary.outstanding()
                + "\nZxid: " + hex(summary.zxid())
                + "\nMode: " + summary.mode().text()
                + "\nNode count: " + summary.nodes()
                + "\n";
        return summary.mode() == Mode.LEADER
                ? text + "Proposal sizes last/min/max: " + summary.proposals() + "\n"
                : text;
    }

    private String statistics(long connection) throws NotServingException {
        Summary summary = server.summary();
        StringBuilder text = new StringBuilder(version(summary)).append("Clients:\n");
        for (ClientView client : server.clientsBeside(connection)) {
            appendConnection(text, client, true);
        }
        return text.append('\n').append(summary(summary)).toString();
    }

    private String watchesBySession() throws NotServingException {
        StringBuilder text = new StringBuilder();
        for (SessionWatches session : server.watches()) {
            text.append(hex(session.sessionId())).append('\n');
            session.paths().forEach(path -> text.append('\t').append(path).append('\n'));
        }
        return text.append('\n').toString();
    }

    private String watchesByPath() throws NotServingException {
        StringBuilder text = new StringBuilder();
        WatchesByPath.of(server.watches()).forEach((path, sessions) -> {
            text.append(path).append('\n');
            sessions.forEach(session -> text.append('\t').append(hex(session)).append('\n'));
        });
        return text.append('\n').toString();
    }

    private String watchSummary() throws NotServingException {
        WatchSummary summary = server.watchSummary();
        return summary.connections() + " connections watching " + summary.paths() + " paths\nTotal watches:"
                + summary.watches() + "\n";
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}
