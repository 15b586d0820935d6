package io.coordkit.it.ensemble;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.coordkit.it.monitor.Beans;
import io.coordkit.it.monitor.Busy;
import io.coordkit.it.monitor.JsonLines;
import io.coordkit.it.monitor.Shape;
import io.coordkit.it.net.Loopback;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.Probe;
import io.coordkit.it.raw.RawSession;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the members of one ensemble answer to everything that an operator can ask: a leader, a follower and an observer, each with a
 * client, and then the two that are left when there is no quorum any more. Lines without what differs from server to server.
 */
final class OperatorAnswers {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The first one lets all of them count from 0. */
    static final List<String> WORDS = List.of(
            "srst", "crst", "srvr", "stat", "cons", "conf", "dirs", "dump", "envi", "gtmk", "hash", "isro", "mntr",
            "ruok", "wchc", "wchp", "wchs", "lead", "abcd");

    static final List<String> COMMANDS = List.of(
            "",
            "configuration",
            "connection_stat_reset",
            "connections",
            "dirs",
            "dump",
            "environment",
            "get_trace_mask",
            "hash",
            "is_read_only",
            "last_snapshot",
            "leader",
            "monitor",
            "observers",
            "observer_connection_stat_reset",
            "restore",
            "ruok",
            "server_stats",
            "set_trace_mask",
            "set_trace_mask?traceMask=7",
            "snapshot",
            "stat_reset",
            "stats",
            "system_properties",
            "unknown",
            "voting_view",
            "watch_summary",
            "watches",
            "watches_by_path",
            "zabstate",
            "snap",
            "stat",
            "obsr",
            "ruok/");

    /** Metrics of queues of single learners, which we have not; acknowledgements, of which the reference shows one in 1000; our own. */
    private static final Pattern NOT_COMPARED =
            Pattern.compile("(zk_)?(\\w+_\\d+_(learner_handler_qp|ack_latency)\\w*|coordkit_\\w+)");

    /** Metrics that count something else than what happens inside of the server, and how often. */
    private static final Pattern COMPARED_BY_VALUE = Pattern.compile(
            "(zk_)?(server_state|peer_state|znode_count|watch_count"
                    + "|ephemerals_count|global_sessions|local_sessions|quorum_size|num_alive_connections|outstanding_requests|learners"
                    + "|synced_\\w+|pending_syncs|auth_failed_count|connection_drop_probability|outstanding_tls_handshake)");

    private static final Pattern VARIES = Pattern.compile("(?<=Latency min/avg/max: )[^\n]*"
            + "|(?<=(est|lresp|llat|minlat|avglat|maxlat|Port|DirSize|LogSize)=)\\d+|(?<=_size: )\\d+|(?<=:)\\d{4,5}\\b"
            + "|0x[0-9a-f]{12,}|(?<=sizes last/min/max: )[^\n]*");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+-[^,\n]+, built on [0-9: -]+ UTC");
    private static final Pattern DIRECTORY = Pattern.compile("(?<=Dir=)[^\n]*");

    private final EnsembleProcesses ensemble;
    private final List<Integer> adminPorts = new ArrayList<>();
    private final Map<String, List<String>> all = new LinkedHashMap<>();

    private OperatorAnswers(EnsembleProcesses ensemble) {
        this.ensemble = ensemble;
        for (Member member : ensemble.members()) {
            int port = Ports.free();
            adminPorts.add(port);
            member.configure("admin.enableServer", "true");
            member.configure("admin.serverAddress", "127.0.0.1");
            member.configure("admin.serverPort", Integer.toString(port));
        }
    }

    /** By who was asked and what; the answers of two voters and an observer, written as in {@link Mix}. */
    static Map<String, List<String>> of(String mix) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "operators" + mix);
        try (EnsembleProcesses ensemble = new EnsembleProcesses(Mix.of(mix), home.toAbsolutePath(), new Loopback(3))) {
            OperatorAnswers answers = new OperatorAnswers(ensemble);
            answers.askWhileServing();
            answers.askWhileLooking();
            return answers.all;
        }
    }

    private void askWhileServing() throws IOException, InterruptedException {
        ensemble.startAllLedByLast();
        List<Member> byRole = List.of(ensemble.member(2), ensemble.member(1), ensemble.member(3));
        List<RawSession> sessions = new ArrayList<>();
        for (Member member : byRole) {
            sessions.add(Busy.open(member.client().getPort()));
        }
        for (Member member : byRole) {
            ask(member.role().name().toLowerCase(Locale.ROOT), member);
        }
        sessions.forEach(RawSession::close);
    }

    private void askWhileLooking() throws IOException, InterruptedException {
        ensemble.member(1).kill();
        List<Member> left = List.of(ensemble.member(2), ensemble.member(3));
        for (Member member : left) {
            ensemble.await(member + " has a leader", () -> member.role() == Role.LOOKING);
        }
        ask("former leader", left.get(0));
        ask("former observer", left.get(1));
    }

    private void ask(String who, Member member) throws IOException, InterruptedException {
        all.put(who + ", beans", beans(who, member));
        for (String word : WORDS) {
            all.put(who + ", word " + word, lines(word, Probe.fourLetterWord(member.client(), word)));
        }
        for (String command : COMMANDS) {
            URI uri = URI.create("http://127.0.0.1:" + adminPorts.get(member.id() - 1) + "/commands/" + command);
            HttpResponse<String> reply =
                    HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            List<String> lines = new ArrayList<>(List.of("status " + reply.statusCode()));
            lines.addAll(
                    reply.body().startsWith("{")
                            ? fields(command, reply.body())
                            : reply.body().lines().toList());
            all.put(who + ", command " + command, lines);
        }
    }

    /** The reference shows its former leader while it looks for one. */
    private static List<String> beans(String who, Member member) throws IOException {
        return Beans.of(member.pid()).stream()
                .filter(line -> !who.startsWith("former") || !line.contains(": Leader boolean"))
                .toList();
    }

    private static List<String> lines(String word, String answer) {
        return switch (word) {
            case "mntr" ->
                answer.lines()
                        .filter(line ->
                                !NOT_COMPARED.matcher(line.split("\t")[0]).matches())
                        .map(line -> metric(line, line.split("\t")[0]))
                        .sorted()
                        .toList();
            case "envi" -> List.copyOf(Shape.keys(answer, "="));
            case "dump" -> dumped(answer);
            // What is listed stands in the order of a hash table.
            case "stat", "cons", "wchc", "wchp" ->
                masked(answer).lines().sorted().toList();
            default -> masked(answer).lines().toList();
        };
    }

    /**
     * Which sessions expire together is a matter of time. The reference's ordinary socket factory lists its connections behind the
     * last line; its other one does not, as we do not.
     */
    private static List<String> dumped(String answer) {
        String text =
                answer.replaceAll("(?s)(?<=Connections dump:\n).*", "").replaceAll("(?<=Session Sets \\()\\d+", "N");
        return masked(text)
                .lines()
                .filter(line -> !line.contains(" expire at "))
                .toList();
    }

    private static String masked(String answer) {
        String text = VERSION.matcher(answer).replaceAll("VERSION");
        text = DIRECTORY.matcher(text).replaceAll("DIRECTORY");
        return VARIES.matcher(text).replaceAll("N");
    }

    private static String metric(String line, String name) {
        return COMPARED_BY_VALUE.matcher(name).matches() ? line : Shape.of(line);
    }

    private static List<String> fields(String command, String json) throws JsonProcessingException {
        return JsonLines.of(json).stream()
                .filter(line -> isCompared(command, line))
                .map(line -> command.equals("monitor") ? metricField(line) : line)
                .map(line -> command.equals("environment") ? line.replaceAll(" = .*", "") : line)
                .toList();
    }

    private static boolean isCompared(String command, String line) {
        String name = line.substring(1).replaceAll(" .*", "");
        return switch (command) {
            case "monitor" -> !NOT_COMPARED.matcher(name).matches();
            // What each JVM was started with.
            case "system_properties" -> name.startsWith("java.vm.");
            // Which sessions expire together is a matter of time.
            case "dump" -> !name.startsWith("expiry_time_to_session_ids.") || name.endsWith("[]");
            default -> true;
        };
    }

    private static String metricField(String line) {
        String name = line.substring(1).replaceAll(" .*", "");
        return COMPARED_BY_VALUE.matcher(name).matches() ? line : line.replaceAll("[\\d.E-]+$", "N");
    }
}
