package io.coordkit.it.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.security.Authority.Identity;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS at the administrator's port, of both kinds of server. */
@Timeout(180)
class AdminHttpsTest {
    private static final int PATIENCE_MS = 30_000;
    private static final String DIGEST = "digest me:secret";
    private static final String CERTIFICATE = "x509";

    private final Authority authority = new Authority("ours");
    private final int admin = Ports.free();

    @TempDir
    private Path directory;

    private ZooCfg cfg(Authority... trusted) throws IOException {
        Path trust = directory.resolve("trust.pem");
        for (Authority each : trusted) {
            Path one = StoreKind.OPEN_PEM.writeTrust(directory, "one", each.certificate());
            Files.writeString(trust, (Files.exists(trust) ? Files.readString(trust) : "") + Files.readString(one));
        }
        return TlsFiles.write(
                        directory.resolve("tls"),
                        StoreKind.PKCS12,
                        authority.issue("CN=server", "127.0.0.1"),
                        authority.certificate())
                .configure(ZooCfg.standalone(), "ssl.quorum.")
                .with("ssl.quorum.trustStore.location", trust.toString())
                .with("admin.enableServer", "true")
                .with("admin.serverAddress", "127.0.0.1")
                .with("admin.serverPort", Integer.toString(admin))
                .with("admin.rateLimiterIntervalInMS", "1");
    }

    @ParameterizedTest
    @EnumSource
    void onePortMaySpeakBoth(Backend backend) throws Exception {
        ZooCfg cfg = cfg(authority).with("admin.portUnification", "true");
        try (ServerProcess server = start(backend, cfg)) {
            HttpResponse<byte[]> plain = get(HttpClient.newHttpClient(), "http", "ruok", DIGEST);
            assertThat(plain.statusCode()).isEqualTo(200);
            assertThat(plain.headers().firstValue("Strict-Transport-Security")).isEmpty();
            HttpClient anybody = client(Optional.empty());
            HttpResponse<byte[]> secure = get(anybody, "https", "ruok", DIGEST);
            assertThat(secure.statusCode()).isEqualTo(200);
            assertThat(secure.headers().firstValue("Strict-Transport-Security"))
                    .hasValue("max-age=86400; includeSubDomains");
            assertThat(new String(get(anybody, "https", "monitor", DIGEST).body(), ISO_8859_1))
                    .contains("\"insecure_admin_count\" : 1");
            byte[] large = new byte[300_000];
            new Random(1).nextBytes(large);
            try (ZooKeeper client = new ZooKeeper(server.connectString(), PATIENCE_MS, event -> {})) {
                client.create("/large", large, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
            HttpResponse<byte[]> snapshot = get(anybody, "https", "snapshot", DIGEST);
            assertThat(snapshot.headers().firstValue("snapshot_size"))
                    .hasValue(Integer.toString(snapshot.body().length));
            assertThat(new String(snapshot.body(), ISO_8859_1))
                    .startsWith("ZKSN")
                    .contains(new String(large, ISO_8859_1));
            assertThat(get(anybody, "https", "ruok", DIGEST).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyCertificatesOfTheTrustedAreHeardAndTheyAreIdentities(Backend backend) throws Exception {
        Authority internal = new Authority("internal");
        ZooCfg cfg = cfg(authority, internal)
                .with("admin.forceHttps", "true")
                .with("admin.portUnification", "true")
                .with("admin.needClientAuth", "true")
                .with("authProvider.x509", "org.apache.zookeeper.server.auth.X509AuthenticationProvider")
                .with("X509AuthenticationProvider.superUser", "CN=chief")
                .with(
                        "ssl.trustStore.location",
                        StoreKind.OPEN_PEM
                                .writeTrust(directory, "clients", authority.certificate())
                                .toString());
        try (ServerProcess server = start(backend, cfg)) {
            assertThat(answerInTheClear()).doesNotContain("HTTP");
            assertThatThrownBy(() -> get(client(Optional.empty()), "https", "ruok", DIGEST))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(client(new Authority("foreign"), "CN=operator"), "https", "ruok", DIGEST))
                    .isInstanceOf(IOException.class);

            HttpClient operator = client(authority, "CN=operator");
            HttpClient stranger = client(internal, "CN=operator");
            assertThat(get(operator, "https", "ruok", DIGEST).statusCode()).isEqualTo(200);
            assertThat(get(stranger, "https", "ruok", DIGEST).statusCode()).isEqualTo(200);
            try (ZooKeeper client = new ZooKeeper(server.connectString(), PATIENCE_MS, event -> {})) {
                client.setACL("/", Arrays.asList(new ACL(ZooDefs.Perms.ALL, new Id("x509", "CN=operator"))), -1);
            }
            assertThat(get(operator, "https", "snapshot", DIGEST).statusCode()).isEqualTo(403);
            assertThat(get(operator, "https", "snapshot", CERTIFICATE).statusCode())
                    .isEqualTo(200);
            assertThat(get(client(authority, "CN=other"), "https", "snapshot", CERTIFICATE)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(get(client(authority, "CN=chief"), "https", "snapshot", CERTIFICATE)
                            .statusCode())
                    .isEqualTo(200);
            // Peers trust its issuer, and clients' names are none of his.
            assertThat(get(stranger, "https", "snapshot", CERTIFICATE).statusCode())
                    .isEqualTo(401);
        }
    }

    /** One whose administrator's port is open, too; ours opens it last. */
    private ServerProcess start(Backend backend, ZooCfg cfg) throws IOException {
        ServerProcess server = ServerProcess.start(backend, directory, cfg);
        try {
            Optional<Identity> somebody = Optional.of(authority.issue("CN=somebody"));
            Eventually.holds(Duration.ofMillis(PATIENCE_MS), () -> isOpen(somebody));
        } catch (AssertionError | IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** Says nothing in the clear, as that is counted. */
    private boolean isOpen(Optional<Identity> own) throws IOException {
        try (SSLSocket socket = RawTls.connect(admin, authority.certificate(), own)) {
            socket.startHandshake();
            return true;
        } catch (ConnectException refused) {
            return false;
        }
    }

    private HttpClient client(Authority issuer, String subject) throws IOException {
        return client(Optional.of(issuer.issue(subject)));
    }

    private HttpClient client(Optional<Identity> own) throws IOException {
        return HttpClient.newBuilder()
                .sslContext(RawTls.context(authority.certificate(), own))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private HttpResponse<byte[]> get(HttpClient client, String scheme, String command, String authorization)
            throws IOException, InterruptedException {
        URI uri = URI.create(scheme + "://127.0.0.1:" + admin + "/commands/" + command);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", authorization)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private String answerInTheClear() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", admin)) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream()
                    .write("GET /commands/ruok HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
