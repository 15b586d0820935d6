package io.coordkit.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coordkit.it.disk.TreeDump;
import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.RawSession.Reply;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot that is sent to the administrator's port, of Apache ZooKeeper and ours, and what a kill leaves of it. */
@Timeout(300)
class RestoreConformanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SOMEBODY = "digest me:secret";

    @TempDir
    Path home;

    private final int port = Ports.free();

    private ServerProcess start(Backend backend) throws IOException {
        ZooCfg cfg = ZooCfg.standalone()
                .with("admin.enableServer", "true")
                .with("admin.serverAddress", "127.0.0.1")
                .with("admin.serverPort", Integer.toString(port))
                .with("admin.rateLimiterIntervalInMS", "0");
        return ServerProcess.start(backend, Files.createDirectories(home.resolve(backend.name())), cfg);
    }

    private HttpRequest.Builder request(String command, String authorization) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/commands/" + command));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private byte[] snapshot() throws Exception {
        return HTTP.send(request("snapshot", SOMEBODY).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private HttpResponse<String> restore(String authorization, byte[] snapshot) throws Exception {
        return HTTP.send(
                request("restore", authorization)
                        .POST(BodyPublishers.ofByteArray(snapshot))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static Reply create(RawSession session, String path) throws IOException {
        return session.call(Op.CREATE, Requests.create(path, "", List.of(Acl.OPEN), 0));
    }

    /** One that closes its session, so that the tree is at rest. */
    private static long write(ServerProcess server, String path) throws IOException {
        RawSession session = RawSession.open(server.port());
        long zxid = create(session, path).zxid();
        session.endSession();
        return zxid;
    }

    /** The tree with its stats, but for times. */
    private static List<String> tree(ServerProcess server) throws IOException {
        RawSession session = RawSession.open(server.port());
        List<String> names = new ArrayList<>();
        for (String line : TreeDump.of(session)) {
            names.add(line.split(" ", -1)[0]);
        }
        session.endSession();
        return names;
    }

    /** What administrators and clients see of a story in which a snapshot is restored. */
    private List<String> story(Backend backend) throws Exception {
        List<String> seen = new ArrayList<>();
        try (ServerProcess server = start(backend)) {
            write(server, "/kept");
            byte[] snapshot = snapshot();
            write(server, "/later");
            seen.add(told(restore("", snapshot)));
            seen.add(told(restore("unknown me", snapshot)));
            seen.add(told(restore("digest me:secret more", snapshot)));
            seen.add(told(restore(SOMEBODY, new byte[0])));
            seen.add(told(restore(SOMEBODY, "no snapshot".getBytes(StandardCharsets.US_ASCII))));
            seen.add(told(restore(SOMEBODY, Arrays.copyOf(snapshot, snapshot.length / 2))));
            byte[] damaged = snapshot.clone();
            damaged[snapshot.length / 2] ^= 1;
            seen.add(told(restore(SOMEBODY, damaged)));
            seen.add("unchanged " + tree(server));
            HttpResponse<String> restored = restore(SOMEBODY, snapshot);
            seen.add(told(restored));
            seen.add("last_zxid " + JSON.readTree(restored.body()).get("last_zxid"));
            seen.add("restored " + tree(server));
            seen.add("next zxid " + write(server, "/next"));
            seen.add("continued " + tree(server));
        }
        return seen;
    }

    /** Status and names; the reason of a failure is told by us alone. */
    private static String told(HttpResponse<String> reply) throws IOException {
        List<String> names = new ArrayList<>();
        JsonNode body = JSON.readTree(reply.body());
        body.fieldNames().forEachRemaining(names::add);
        String error = reply.statusCode() == 500 ? "" : String.valueOf(body.get("error"));
        return reply.statusCode() + " "
                + reply.headers().firstValue("content-type").orElse("").replaceAll(";.*", "") + " " + names + " "
                + error;
    }

    @Test
    void isToldAsByTheReference() throws Exception {
        assertThat(story(Backend.SUBJECT)).isEqualTo(story(Backend.APACHE));
    }

    @Test
    void aSnapshotOfTheReferenceSurvivesAKill() throws Exception {
        byte[] snapshot;
        List<String> origin;
        try (ServerProcess server = start(Backend.APACHE)) {
            write(server, "/kept");
            snapshot = snapshot();
            origin = tree(server);
        }
        try (ServerProcess server = start(Backend.SUBJECT)) {
            for (int i = 0; i < 50; i++) {
                write(server, "/former" + i);
            }
            assertThat(restore(SOMEBODY, snapshot).statusCode()).isEqualTo(200);
            server.process().kill9();
        }
        try (ServerProcess server = start(Backend.SUBJECT)) {
            assertThat(tree(server)).isEqualTo(origin);
            write(server, "/next");
            server.process().kill9();
        }
        try (ServerProcess server = start(Backend.SUBJECT)) {
            assertThat(tree(server))
                    .hasSize(origin.size() + 1)
                    .contains("/next")
                    .containsAll(origin);
        }
        try (ServerProcess server = start(Backend.APACHE)) {
            assertThat(server.isServing()).isTrue();
        }
    }
}
