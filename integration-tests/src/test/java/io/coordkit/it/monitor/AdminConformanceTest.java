package io.coordkit.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.RawSession;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The administrator's commands to Apache ZooKeeper and to us: status, names and kinds of values are the same. */
class AdminConformanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Subject reference;
    private static Subject subject;

    /** A server, the port of its administrator, and a session that has something to show. */
    private record Subject(ServerProcess server, int port, RawSession session) {
        static Subject start(Backend backend) throws IOException {
            Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "admin");
            int port = Ports.free();
            ZooCfg cfg = ZooCfg.standalone()
                    .with("admin.enableServer", "true")
                    .with("admin.serverAddress", "127.0.0.1")
                    .with("admin.serverPort", Integer.toString(port))
                    .with("admin.rateLimiterIntervalInMS", "1");
            ServerProcess server = ServerProcess.start(backend, home.toAbsolutePath(), cfg);
            return new Subject(server, port, Busy.open(server.port()));
        }

        HttpResponse<String> get(String command) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(uri(command)));
        }

        HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        URI uri(String command) {
            return URI.create("http://127.0.0.1:" + port + "/commands" + command);
        }

        void stop() {
            session.close();
            server.close();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        reference = Subject.start(Backend.APACHE);
        subject = Subject.start(Backend.SUBJECT);
    }

    @AfterAll
    static void stop() {
        reference.stop();
        subject.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/configuration",
                "/conf",
                "/config",
                "/connection_stat_reset",
                "/connections",
                "/cons",
                "/dirs",
                "/environment",
                "/envi",
                "/get_trace_mask",
                "/hash",
                "/initial_configuration",
                "/is_read_only",
                "/isro",
                "/last_snapshot",
                "/leader",
                "/lead",
                "/observer_connection_stat_reset",
                "/observers",
                "/ruok",
                "/server_stats",
                "/srvr",
                "/set_trace_mask",
                "/set_trace_mask?traceMask=7",
                "/set_trace_mask?traceMask=x",
                "/stat_reset",
                "/stats",
                "/stat",
                "/voting_view",
                "/watch_summary",
                "/watches",
                "/watches_by_path",
                "/zabstate",
                "/unknown",
                "/snapshot",
                "/restore"
            })
    void answersAlike(String command) throws Exception {
        HttpResponse<String> expected = reference.get(command);
        HttpResponse<String> actual = subject.get(command);
        assertThat(actual.statusCode()).isEqualTo(expected.statusCode());
        assertThat(shape(JSON.readTree(actual.body()))).isEqualTo(shape(JSON.readTree(expected.body())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/conf",
                "/snap",
                "/rest",
                "/unknown",
                "/ruok/",
                "/ruok/x",
                "/RUOK",
                "//ruok",
                "/%72uok",
                "/ruok%20"
            })
    void answersUnderTheSameName(String command) throws Exception {
        assertThat(name(subject.get(command))).isEqualTo(name(reference.get(command)));
    }

    /** What wants no POST is not asked: the reference fails with a null pointer. */
    @ParameterizedTest
    @ValueSource(strings = {"/snap", "/rest", "/unknown", "/unknown/"})
    void answersWhatIsSentAlike(String command) throws Exception {
        HttpResponse<String> expected = post(reference, command);
        HttpResponse<String> actual = post(subject, command);
        assertThat(actual.statusCode()).isEqualTo(expected.statusCode());
        assertThat(actual.body()).isEqualTo(expected.body());
    }

    private static HttpResponse<String> post(Subject asked, String command) throws Exception {
        return asked.send(HttpRequest.newBuilder(asked.uri(command)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static JsonNode name(HttpResponse<String> reply) throws IOException {
        return JSON.readTree(reply.body()).get("command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dump", "/monitor", "/system_properties"})
    void saysNoLess(String command) throws Exception {
        Set<String> known = names(subject.get(command));
        Set<String> expected = names(reference.get(command));
        // What each JVM was started with.
        expected.removeIf(name -> command.equals("/system_properties") && !name.startsWith("java."));
        assertThat(known).containsAll(expected);
    }

    @Test
    void listsTheSameCommands() throws Exception {
        assertThat(subject.get("").body().strip())
                .isEqualTo(reference.get("").body().strip());
    }

    @Test
    void saysTheSameErrors() throws Exception {
        for (String command : new String[] {"/leader", "/unknown", "/set_trace_mask?traceMask=x", "/snapshot"}) {
            assertThat(JSON.readTree(subject.get(command).body()).get("error"))
                    .as(command)
                    .isEqualTo(JSON.readTree(reference.get(command).body()).get("error"));
        }
    }

    @Test
    void snapshotsAreSentToWhoeverMayDoAnything() throws Exception {
        for (String parameter : new String[] {"?streaming=false", ""}) {
            HttpResponse<String> expected = snapshot(reference, parameter);
            HttpResponse<String> actual = snapshot(subject, parameter);
            assertThat(actual.statusCode()).isEqualTo(200).isEqualTo(expected.statusCode());
            assertThat(actual.headers().firstValue("content-type"))
                    .isEqualTo(expected.headers().firstValue("content-type"));
            assertThat(actual.headers().firstValue("last_zxid"))
                    .isEqualTo(expected.headers().firstValue("last_zxid"));
            assertThat(actual.headers().firstValue("snapshot_size")).isPresent();
        }
    }

    private static HttpResponse<String> snapshot(Subject asked, String parameter) throws Exception {
        return asked.send(
                HttpRequest.newBuilder(asked.uri("/snapshot" + parameter)).header("Authorization", "digest me:secret"));
    }

    private static Set<String> names(HttpResponse<String> reply) throws IOException {
        Set<String> names = new TreeSet<>();
        JSON.readTree(reply.body()).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Names and kinds of values; numbers that are names, and elements of a list, count once. */
    private static String shape(JsonNode value) {
        Set<String> parts = new TreeSet<>();
        if (value.isObject()) {
            value.fields()
                    .forEachRemaining(field ->
                            parts.add(field.getKey().replaceAll("^\\d+$", "N") + ":" + shape(field.getValue())));
            return parts.toString();
        }
        if (value.isArray()) {
            value.forEach(element -> parts.add(shape(element)));
            return "list of " + parts;
        }
        return value.getNodeType() + (value.isFloatingPointNumber() ? " with decimals" : "");
    }
}
