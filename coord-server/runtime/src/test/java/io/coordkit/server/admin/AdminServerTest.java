package io.coordkit.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.server.AdminPortException;
import io.coordkit.server.CoordServer;
import io.coordkit.server.config.ZooCfg;
import io.coordkit.server.peer.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The administrator's port itself; {@code AdminConformanceTest} compares the answers with the reference's. */
class AdminServerTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void aFileHasThePortUnlessItSaysNo() throws Exception {
        try (CoordServer server = start("admin.enableServer=false\n")) {
            assertThat(server.adminPort()).isEmpty();
        }
        try (CoordServer server = start("")) {
            assertThat(get(server, "/commands/ruok").body()).contains("\"command\" : \"ruok\"", "\"error\" : null");
        }
    }

    @Test
    void commandsAreListedWithLinks() throws Exception {
        try (CoordServer server = start("admin.commandURL=/ask\n")) {
            assertThat(get(server, "/ask").body()).contains("<a href=\"/ask/monitor\">monitor</a>");
            assertThat(get(server, "/commands").statusCode()).isEqualTo(404);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itListensWhereTheFileSays() throws Exception {
        try (CoordServer server = start("admin.serverAddress=127.0.0.2\n")) {
            int port = server.adminPort().orElseThrow();
            new Socket("127.0.0.2", port).close();
            assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
        }
    }

    /** The limit of the test is less than the default of 30 s. */
    @Test
    @Timeout(25)
    void whoSaysNothingForLongIsCut() throws Exception {
        try (CoordServer server = start("admin.idleTimeout=50\n");
                Socket silent = new Socket("127.0.0.1", server.adminPort().orElseThrow())) {
            assertThat(silent.getInputStream().read()).isNegative();
        }
    }

    @Test
    void anUnknownCommandIsAnErrorWithStatus200() throws Exception {
        try (CoordServer server = start("")) {
            HttpResponse<String> reply = get(server, "/commands/nothing");
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).contains("\"error\" : \"Unknown command: nothing\"");
        }
    }

    @Test
    void whoIsRefusedIsToldSoUnderTheNameThatHeHasUsed() throws Exception {
        try (CoordServer server = start("")) {
            assertThat(get(server, "/commands/conf").body()).contains("\"command\" : \"configuration\"");
            for (String method : List.of("GET", "POST")) {
                assertThat(send(server, method, "/commands/snap", "").body()).contains("\"command\" : \"snap\"");
                assertThat(send(server, method, "/commands/rest", "unknown me").body())
                        .contains("\"command\" : \"rest\"");
                assertThat(send(server, method, "/commands/ruok/", "").body()).contains("\"command\" : \"ruok/\"");
            }
        }
    }

    @Test
    void soIsWhoAsksAServerThatDoesNotServe() throws Exception {
        List<Integer> ports = FreePorts.find(4);
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/myid"), "1");
        String ensemble = "initLimit=5\nsyncLimit=2\nserver.1=127.0.0.1:" + ports.get(0) + ":" + ports.get(1)
                + "\nserver.2=127.0.0.1:" + ports.get(2) + ":" + ports.get(3) + "\n";
        try (CoordServer server = start(ensemble)) {
            for (String method : List.of("GET", "POST")) {
                for (String name : List.of("stat", "stats", "obsr", "rest", "snap", "ruok")) {
                    HttpResponse<String> reply = send(server, method, "/commands/" + name, "");
                    assertThat(reply.statusCode()).isEqualTo(200);
                    assertThat(reply.body())
                            .contains(
                                    "\"command\" : \"" + name + "\"",
                                    "\"error\" : \"This ZooKeeper instance is not currently serving requests\"");
                }
            }
            assertThat(get(server, "/commands/env").body()).contains("\"command\" : \"environment\"");
        }
    }

    @Test
    void otherMethodsAreRefused() throws Exception {
        try (CoordServer server = start("")) {
            assertThat(send(server, "TRACE", "/commands/ruok", "").statusCode()).isEqualTo(403);
            assertThat(send(server, "PUT", "/commands/ruok", "").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void aSnapshotWantsProofAndPermission() throws Exception {
        try (CoordServer server = start("")) {
            HttpResponse<String> anybody = get(server, "/commands/snapshot");
            assertThat(anybody.statusCode()).isEqualTo(401);
            assertThat(anybody.body()).contains("Auth info is missing for the command");
            assertThat(send(server, "GET", "/commands/snapshot", "unknown me").statusCode())
                    .isEqualTo(401);
            HttpResponse<String> known = send(server, "GET", "/commands/snapshot?streaming=false", "digest me:secret");
            assertThat(known.statusCode()).isEqualTo(200);
            assertThat(known.headers().firstValue("last_zxid")).hasValue("0x0");
            assertThat(known.body()).contains("\"command\" : \"snapshot\"");
        }
    }

    @Test
    void aSnapshotIsTheBytesOfItsFile() throws Exception {
        try (CoordServer server = start("")) {
            HttpRequest request = request(server, "GET", "/commands/snapshot", "digest me:secret");
            HttpResponse<byte[]> reply = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            Path file = directory.resolve("data/version-2/snapshot.0");
            assertThat(reply.body()).isEqualTo(Files.readAllBytes(file)).startsWith('Z', 'K', 'S', 'N');
            assertThat(reply.headers().firstValue("snapshot_size")).hasValue(Long.toString(Files.size(file)));
        }
    }

    @Test
    void snapshotsComeOnlySoOften() throws Exception {
        try (CoordServer server = start("admin.rateLimiterIntervalInMS=2000000000\n")) {
            assertThat(send(server, "GET", "/commands/snapshot", "digest me:secret")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(server, "GET", "/commands/snapshot", "digest me:secret")
                            .statusCode())
                    .isEqualTo(429);
            assertThat(get(server, "/commands/monitor").body()).contains("\"snapshot_rate_limited_count\" : 1");
        }
    }

    @Test
    void snapshotsMayBeSwitchedOff() throws Exception {
        try (CoordServer server = start("admin.snapshot.enabled=false\n")) {
            assertThat(send(server, "GET", "/commands/snapshot", "digest me:secret")
                            .statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void aProxySaysWhoAsksIfItIsBelieved() throws Exception {
        try (CoordServer server =
                start("IPAuthenticationProvider.usexforwardedfor=true\nadmin.rateLimiterIntervalInMS=0\n")) {
            leaveTheRootTo("10.1.2.3", server);
            assertThat(snapshotFor(server, "10.1.2.3, 127.0.0.1")).isEqualTo(200);
            assertThat(snapshotFor(server, "127.0.0.1, 10.1.2.3")).isEqualTo(403);
            assertThat(snapshotFor(server, " ")).isEqualTo(403);
        }
    }

    @Test
    void aProxyIsNotBelievedUnlessThatIsSaid() throws Exception {
        try (CoordServer server = start("")) {
            leaveTheRootTo("10.1.2.3", server);
            assertThat(snapshotFor(server, "10.1.2.3")).isEqualTo(403);
        }
    }

    private static void leaveTheRootTo(String address, CoordServer server) throws Exception {
        try (CuratorFramework client =
                CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100))) {
            client.start();
            client.setACL()
                    .withACL(List.of(new ACL(ZooDefs.Perms.ALL, new Id("ip", address))))
                    .forPath("/");
        }
    }

    private int snapshotFor(CoordServer server, String forwardedFor) throws IOException, InterruptedException {
        HttpRequest asked = request(server, "GET", "/commands/snapshot", "ip x");
        HttpRequest forwarded = HttpRequest.newBuilder(asked, (name, value) -> true)
                .header("X-Forwarded-For", forwardedFor)
                .build();
        return http.send(forwarded, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void aPortThatIsTakenStopsTheStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start("admin.serverPort=" + taken.getLocalPort() + "\n"))
                    .isInstanceOf(AdminPortException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void keysThatCannotBeUsedStopTheStart() {
        assertThatThrownBy(() -> start("admin.forceHttps=true\nssl.quorum.keyStore.location=/none/such.p12\n"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(AdminPortException.class)
                .hasMessageContaining("ssl.quorum.keyStore.location=/none/such.p12 cannot be used");
    }

    private CoordServer start(String settings) throws Exception {
        Path file = directory.resolve("zoo.cfg");
        String ports = settings.contains("admin.serverPort") ? "" : "admin.serverPort=0\n";
        Files.writeString(
                file,
                "clientPort=0\nclientPortAddress=127.0.0.1\nadmin.serverAddress=127.0.0.1\n" + ports + "dataDir="
                        + directory.resolve("data") + "\n" + settings);
        return CoordServer.start(ZooCfg.read(file, new Properties()).config());
    }

    private HttpResponse<String> get(CoordServer server, String path) throws IOException, InterruptedException {
        return send(server, "GET", path, "");
    }

    private HttpResponse<String> send(CoordServer server, String method, String path, String authorization)
            throws IOException, InterruptedException {
        return http.send(request(server, method, path, authorization), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(CoordServer server, String method, String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.adminPort().orElseThrow() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        return authorization.isEmpty()
                ? request.build()
                : request.header("Authorization", authorization).build();
    }
}
