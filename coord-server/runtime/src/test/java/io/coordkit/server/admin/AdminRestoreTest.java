package io.coordkit.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.server.Clients;
import io.coordkit.server.CoordServer;
import io.coordkit.server.config.ZooCfg;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot that is sent over HTTP becomes the state, or changes nothing. */
class AdminRestoreTest {
    private static final String SOMEBODY = "digest me:secret";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void theSnapshotIsTheStateAlsoAfterAStart() throws Exception {
        try (CoordServer server = start("")) {
            create(server, "/kept");
            byte[] snapshot = snapshot(server);
            create(server, "/later");
            HttpResponse<String> reply = restore(server, snapshot);
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            assertThat(reply.body()).contains("\"command\" : \"restore\"", "\"error\" : null", "\"last_zxid\" : ");
            assertThat(roots(server)).containsExactlyInAnyOrder("kept", "zookeeper");
            create(server, "/next");
            assertThat(monitor(server)).contains("\"restore_error_count\" : 0", "\"cnt_restore_time\" : 1");
        }
        try (CoordServer server = start("")) {
            assertThat(roots(server)).containsExactlyInAnyOrder("kept", "next", "zookeeper");
        }
        assertThat(names()).noneMatch(name -> name.startsWith("tmp."));
    }

    @Test
    void aCompressedOneIsTaken() throws Exception {
        try (CoordServer server = start("")) {
            create(server, "/kept");
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(snapshot(server));
            }
            create(server, "/later");
            assertThat(restore(server, compressed.toByteArray()).statusCode()).isEqualTo(200);
            assertThat(roots(server)).containsExactlyInAnyOrder("kept", "zookeeper");
        }
    }

    @Test
    void whatIsDamagedChangesNothing() throws Exception {
        try (CoordServer server = start("")) {
            create(server, "/kept");
            byte[] snapshot = snapshot(server);
            create(server, "/later");
            Random random = new Random(7);
            List<byte[]> damaged = List.of(
                    new byte[0],
                    "no snapshot at all".getBytes(StandardCharsets.UTF_8),
                    Arrays.copyOf(snapshot, snapshot.length / 2),
                    Arrays.copyOf(snapshot, snapshot.length - 1),
                    Arrays.copyOf(snapshot, snapshot.length + 1),
                    flipped(snapshot, random.nextInt(snapshot.length)),
                    flipped(snapshot, random.nextInt(snapshot.length)));
            List<String> before = names();
            for (byte[] each : damaged) {
                HttpResponse<String> reply = restore(server, each);
                assertThat(reply.statusCode()).as(reply.body()).isEqualTo(500);
                assertThat(reply.body()).contains("\"error\" : \"");
            }
            assertThat(names()).isEqualTo(before);
            assertThat(monitor(server)).contains("\"restore_error_count\" : " + damaged.size());
            assertThat(roots(server)).containsExactlyInAnyOrder("kept", "later", "zookeeper");
        }
    }

    @Test
    void anUploadThatBreaksOffChangesNothing() throws Exception {
        try (CoordServer server = start("")) {
            create(server, "/kept");
            byte[] snapshot = snapshot(server);
            int port = server.adminPort().orElseThrow();
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write(head(snapshot.length, ""));
                socket.getOutputStream().write(snapshot, 0, snapshot.length - 1);
                await(() -> names().stream().anyMatch(name -> name.startsWith("tmp.upload")));
            }
            await(() -> names().stream().noneMatch(name -> name.startsWith("tmp.upload")));
            assertThat(roots(server)).containsExactlyInAnyOrder("kept", "zookeeper");
        }
    }

    @Test
    void whoMayNotIsTurnedAwayBeforeAnythingIsLookedAt() throws Exception {
        try (CoordServer server = start("")) {
            HttpResponse<String> anybody = post(server, "", BodyPublishers.ofByteArray(new byte[5_000_000]));
            assertThat(anybody.statusCode()).isEqualTo(401);
            assertThat(anybody.body()).contains("Auth info is missing for the command");
            assertThat(send(server, "GET", "/commands/restore", SOMEBODY).statusCode())
                    .isEqualTo(405);
            try (ZooKeeper client = Clients.connect(server.connectString())) {
                client.setACL("/", ZooDefs.Ids.READ_ACL_UNSAFE, -1);
            }
            assertThat(restore(server, new byte[1]).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void itComesOnlySoOftenAndMayBeSwitchedOff() throws Exception {
        try (CoordServer server = start("admin.rateLimiterIntervalInMS=2000000\n")) {
            assertThat(restore(server, new byte[1]).statusCode()).isEqualTo(500);
            assertThat(restore(server, new byte[1]).statusCode()).isEqualTo(429);
            assertThat(monitor(server)).contains("\"restore_rate_limited_count\" : 1");
        }
        try (CoordServer server = start("admin.restore.enabled=false\n")) {
            assertThat(restore(server, new byte[1]).statusCode()).isEqualTo(503);
        }
        try (CoordServer server = start("serializeLastProcessedZxid.enabled=false\n")) {
            assertThat(restore(server, new byte[1]).statusCode()).isEqualTo(500);
        }
    }

    @Test
    void whatDoesNotFitOnTheDiskIsNotTaken() throws Exception {
        try (CoordServer server = start("");
                Socket socket = new Socket("127.0.0.1", server.adminPort().orElseThrow())) {
            socket.getOutputStream().write(head(Long.MAX_VALUE, "Expect: 100-continue\r\n"));
            socket.setSoTimeout(30_000);
            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void aBodyOfUnknownLengthIsTaken() throws Exception {
        try (CoordServer server = start("")) {
            create(server, "/kept");
            byte[] snapshot = snapshot(server);
            create(server, "/later");
            HttpResponse<String> reply =
                    post(server, SOMEBODY, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(snapshot)));
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            assertThat(roots(server)).containsExactlyInAnyOrder("kept", "zookeeper");
        }
    }

    @Test
    void clientsOfTheFormerStateAreSentAway() throws Exception {
        try (CoordServer server = start("")) {
            byte[] snapshot = snapshot(server);
            try (ZooKeeper client = Clients.connect(server.connectString())) {
                client.create("/mine", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
                assertThat(restore(server, snapshot).statusCode()).isEqualTo(200);
                await(() -> client.getState() == ZooKeeper.States.CLOSED);
            }
            assertThat(roots(server)).containsExactly("zookeeper");
        }
    }

    private static byte[] head(long length, String more) {
        String head = "POST /commands/restore HTTP/1.1\r\nHost: x\r\nAuthorization: " + SOMEBODY
                + "\r\nContent-Length: " + length + "\r\n" + more + "\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("patience left").isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= 0x40;
        return copy;
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(directory.resolve("data/version-2"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void create(CoordServer server, String path) throws Exception {
        try (ZooKeeper client = Clients.connect(server.connectString())) {
            client.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
    }

    private static List<String> roots(CoordServer server) throws Exception {
        try (ZooKeeper client = Clients.connect(server.connectString())) {
            return client.getChildren("/", false);
        }
    }

    private byte[] snapshot(CoordServer server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(server, "/commands/snapshot"))
                .header("Authorization", SOMEBODY)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private String monitor(CoordServer server) throws Exception {
        return send(server, "GET", "/commands/monitor", "").body();
    }

    private HttpResponse<String> restore(CoordServer server, byte[] snapshot) throws Exception {
        return post(server, SOMEBODY, BodyPublishers.ofByteArray(snapshot));
    }

    private HttpResponse<String> post(CoordServer server, String authorization, HttpRequest.BodyPublisher body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(server, "/commands/restore")).POST(body);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(CoordServer server, String method, String path, String authorization)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(server, path)).method(method, BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(CoordServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.adminPort().orElseThrow() + path);
    }

    private CoordServer start(String settings) throws Exception {
        Path file = directory.resolve("zoo.cfg");
        String rate = settings.contains("rateLimiter") ? "" : "admin.rateLimiterIntervalInMS=0\n";
        Files.writeString(
                file,
                "clientPort=0\nclientPortAddress=127.0.0.1\nadmin.serverAddress=127.0.0.1\nadmin.serverPort=0\n" + rate
                        + "dataDir=" + directory.resolve("data") + "\n" + settings);
        return CoordServer.start(ZooCfg.read(file, new Properties()).config());
    }
}
