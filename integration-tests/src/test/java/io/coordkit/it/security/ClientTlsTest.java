package io.coordkit.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS between unmodified clients and a server; what a test asks of both kinds of server, they do alike. */
@Timeout(180)
class ClientTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Authority authority = new Authority("ours");
    private final Authority stranger = new Authority("somebody else's");

    /** A client's library does not even show what another issuer has given. */
    private final Authority impostor = new Authority("ours");

    private final int port = Ports.free();

    @TempDir
    private Path directory;

    private TlsFiles server(StoreKind kind) throws IOException {
        return TlsFiles.write(
                directory.resolve("server"),
                kind,
                authority.issue("CN=server", "127.0.0.1", "localhost"),
                authority.certificate());
    }

    private TlsFiles client(StoreKind kind, String subject) throws IOException {
        return TlsFiles.write(
                directory.resolve(subject),
                kind,
                authority.issue(subject, "client.example.org"),
                authority.certificate());
    }

    private ZooCfg secure(TlsFiles files) {
        ZooCfg cfg = ZooCfg.standalone()
                .with("secureClientPort", Integer.toString(port))
                .with("secureClientPortAddress", "127.0.0.1")
                .with("serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory");
        return files.configure(cfg, "ssl.");
    }

    private ServerProcess start(Backend backend, ZooCfg cfg) throws IOException {
        return ServerProcess.start(backend, directory, cfg);
    }

    /** The client does not take an immutable list. */
    private static List<ACL> acl(String scheme, String id) {
        return new ArrayList<>(List.of(new ACL(31, new Id(scheme, id))));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfStoreServes(StoreKind kind) throws Exception {
        // ZooKeeper's client cannot read the encryption that is usual today.
        StoreKind clientKind = kind == StoreKind.PEM ? StoreKind.OPEN_PEM : kind;
        TlsFiles clientFiles = client(clientKind, "CN=alice,O=example");
        try (ServerProcess server = start(Backend.SUBJECT, secure(server(kind)));
                Connected alice = Connected.to(port, clientFiles.client())) {
            alice.client().create("/big", new byte[900_000], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            assertThat(alice.client().getData("/big", false, null)).hasSize(900_000);
            assertThat(alice.whoAmI()).containsExactlyInAnyOrder("ip:127.0.0.1", "x509:CN=alice,O=example");
            assertThat(server.process().isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsNameCertificates(Backend backend) throws Exception {
        TlsFiles aliceFiles = client(StoreKind.PKCS12, "CN=alice");
        TlsFiles bobFiles = client(StoreKind.PKCS12, "CN=bob");
        TlsFiles rootFiles = client(StoreKind.PKCS12, "CN=root");
        ZooCfg cfg = secure(server(StoreKind.PKCS12)).with("X509AuthenticationProvider.superUser", "CN=root");
        try (ServerProcess server = start(backend, cfg);
                Connected alice = Connected.to(port, aliceFiles.client());
                Connected bob = Connected.to(port, bobFiles.client());
                Connected root = Connected.to(port, rootFiles.client());
                Connected plain = Connected.to(server.port(), new ZKClientConfig())) {
            alice.client().create("/hers", new byte[0], Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
            assertThat(alice.client().getACL("/hers", null)).containsExactly(new ACL(31, new Id("x509", "CN=alice")));
            assertThatThrownBy(() -> bob.client().getData("/hers", false, null))
                    .isInstanceOf(KeeperException.NoAuthException.class);
            assertThatThrownBy(() -> plain.client().getData("/hers", false, null))
                    .isInstanceOf(KeeperException.NoAuthException.class);
            assertThat(root.client().getData("/hers", false, null)).isEmpty();
            alice.client().setACL("/hers", acl("x509", "CN=bob"), -1);
            assertThat(bob.client().getData("/hers", false, null)).isEmpty();
            assertThatThrownBy(() -> bob.client().setACL("/hers", acl("x509", "Bob"), -1))
                    .isInstanceOf(KeeperException.InvalidACLException.class);
            assertThat(plain.whoAmI()).containsExactly("ip:127.0.0.1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsNotTrustedIsNotServed(Backend backend) throws Exception {
        Optional<Authority.Identity> ours = Optional.of(authority.issue("CN=a"));
        Optional<Authority.Identity> theirs = Optional.of(impostor.issue("CN=a"));
        try (ServerProcess need = start(backend, secure(server(StoreKind.JKS)))) {
            assertThat(RawTls.greet(port, authority.certificate(), ours)).isPresent();
            assertThat(RawTls.greet(port, authority.certificate(), theirs)).isEmpty();
            assertThat(RawTls.greet(port, authority.certificate(), Optional.empty()))
                    .isEmpty();
            assertThat(need.isServing()).isTrue();
        }
        try (ServerProcess want = start(backend, secure(server(StoreKind.JKS)).with("ssl.clientAuth", "want"))) {
            assertThat(RawTls.greet(port, authority.certificate(), ours)).isPresent();
            assertThat(RawTls.greet(port, authority.certificate(), theirs)).isEmpty();
            assertThat(RawTls.greet(port, authority.certificate(), Optional.empty()))
                    .isPresent();
            assertThat(want.isServing()).isTrue();
        }
    }

    @Test
    void aClientWithoutACertificateIsNobody() throws Exception {
        ZooCfg cfg = secure(server(StoreKind.JKS)).with("ssl.clientAuth", "none");
        TlsFiles files = client(StoreKind.JKS, "CN=alice");
        try (ServerProcess server = start(Backend.SUBJECT, cfg);
                Connected anonymous = Connected.to(port, files.anonymousClient());
                Connected alice = Connected.to(port, files.client())) {
            assertThat(anonymous.whoAmI()).containsExactly("ip:127.0.0.1");
            assertThat(alice.whoAmI()).containsExactly("ip:127.0.0.1");
            assertThat(server.isServing()).isTrue();
        }
    }

    @Test
    void whoStallsOrBabblesHurtsOnlyHimself() throws Exception {
        TlsFiles files = client(StoreKind.PKCS12, "CN=alice");
        try (ServerProcess server = start(Backend.SUBJECT, secure(server(StoreKind.PKCS12)));
                Connected alice = Connected.to(port, files.client());
                Socket silent = new Socket("127.0.0.1", port);
                Socket babbling = new Socket("127.0.0.1", port)) {
            babbling.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
            babbling.setSoTimeout((int) PATIENCE.toMillis());
            silent.setSoTimeout((int) PATIENCE.toMillis());
            alice.client().create("/meanwhile", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            awaitEnd(babbling);
            awaitEnd(silent);
            assertThat(alice.client().exists("/meanwhile", false)).isNotNull();
            assertThat(server.isServing()).isTrue();
        }
    }

    /** The reference heeds the limit only where the plain port speaks TLS, too. */
    @ParameterizedTest
    @EnumSource
    void whoIsOneTooManyInAHandshakeIsCut(Backend backend) throws Exception {
        TlsFiles files = client(StoreKind.PKCS12, "CN=alice");
        ZooCfg cfg = secure(server(StoreKind.PKCS12))
                .with("netty.server.outstandingHandshake.limit", "2")
                .with("client.portUnification", "true")
                .with("4lw.commands.whitelist", "mntr");
        try (ServerProcess server = start(backend, cfg)) {
            try (Socket first = new Socket("127.0.0.1", port);
                    Socket second = new Socket("127.0.0.1", port);
                    Socket third = new Socket("127.0.0.1", port)) {
                assertThat(List.of(first, second, third)).allMatch(Socket::isConnected);
                awaitMetric(server, "tls_handshake_exceeded", 1);
                if (backend == Backend.SUBJECT) {
                    // The reference shows what is under way at its plain port.
                    awaitMetric(server, "outstanding_tls_handshake", 2);
                }
            }
            try (Connected alice = Connected.to(port, files.client())) {
                assertThat(alice.whoAmI()).contains("x509:CN=alice");
            }
        }
    }

    private static void awaitMetric(ServerProcess server, String name, int value) throws IOException {
        String line = "zk_" + name + "\t" + value;
        Eventually.holds(PATIENCE, () -> server.fourLetterWord("mntr").lines().anyMatch(line::equals));
    }

    private static void awaitEnd(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            // Not in good order, but at an end.
        }
    }

    @ParameterizedTest
    @EnumSource
    void protocolsAndCiphersThatAreNotListedAreRefused(Backend backend) throws Exception {
        ZooCfg cfg = secure(server(StoreKind.PKCS12))
                .with("ssl.clientAuth", "none")
                .with("ssl.enabledProtocols", "TLSv1.3")
                .with("ssl.ciphersuites", "TLS_AES_256_GCM_SHA384");
        try (ServerProcess server = start(backend, cfg)) {
            assertThat(isServedWith("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"))
                    .isFalse();
            assertThat(isServedWith("TLSv1.3", "TLS_AES_128_GCM_SHA256")).isFalse();
            assertThat(isServedWith("TLSv1.3", "TLS_AES_256_GCM_SHA384")).isTrue();
            assertThat(server.isServing()).isTrue();
        }
    }

    private boolean isServedWith(String protocol, String cipher) throws IOException {
        try (SSLSocket socket = RawTls.connect(port, authority.certificate(), Optional.empty())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {cipher});
            RawTls.greet(socket);
            return true;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither an answer nor a close", e);
        } catch (IOException hungUp) {
            return false;
        }
    }

    @Test
    void onePortMaySpeakBoth() throws Exception {
        TlsFiles files = client(StoreKind.PKCS12, "CN=alice");
        ZooCfg cfg =
                server(StoreKind.PKCS12).configure(ZooCfg.standalone().with("client.portUnification", "true"), "ssl.");
        try (ServerProcess server = start(Backend.SUBJECT, cfg);
                Connected alice = Connected.to(server.port(), files.client());
                Connected plain = Connected.to(server.port(), new ZKClientConfig())) {
            assertThat(alice.whoAmI()).containsExactlyInAnyOrder("ip:127.0.0.1", "x509:CN=alice");
            assertThat(plain.whoAmI()).containsExactly("ip:127.0.0.1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PKCS12", "PEM"})
    void changedFilesTakeEffect(StoreKind kind) throws Exception {
        ZooCfg cfg = secure(server(kind)).with("client.certReload", "true").with("ssl.clientAuth", "none");
        try (ServerProcess server = start(Backend.SUBJECT, cfg)) {
            assertThat(RawTls.greet(port, authority.certificate(), Optional.empty()))
                    .isPresent();
            TlsFiles.write(
                    directory.resolve("server"),
                    kind,
                    stranger.issue("CN=new", "127.0.0.1", "localhost"),
                    stranger.certificate());
            Eventually.holds(PATIENCE, () -> RawTls.greet(port, stranger.certificate(), Optional.empty())
                    .isPresent());
            assertThat(server.isServing()).isTrue();
        }
    }

    @Test
    void aClientsHostIsCheckedWhereThatIsWanted() throws Exception {
        ZooCfg cfg = secure(server(StoreKind.JKS))
                .with("ssl.clientHostnameVerification", "true")
                .with("fips-mode", "false");
        try (ServerProcess server = start(Backend.SUBJECT, cfg)) {
            assertThat(RawTls.greet(port, authority.certificate(), Optional.of(authority.issue("CN=a", "127.0.0.1"))))
                    .isPresent();
            assertThat(RawTls.greet(port, authority.certificate(), Optional.of(authority.issue("CN=a", "127.0.0.2"))))
                    .isEmpty();
            assertThat(server.isServing()).isTrue();
        }
    }

    private static HttpServer answering(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Short questions of OCSP stand behind the URL. */
    private static byte[] question(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        return path.isEmpty()
                ? exchange.getRequestBody().readAllBytes()
                : Base64.getDecoder().decode(path);
    }

    private void assertRevokedIsRefused(Backend backend, String key) throws IOException {
        Authority.Identity good = authority.issue("CN=good");
        Authority.Identity bad = authority.issue("CN=bad");
        authority.revoke(bad);
        try (ServerProcess server = start(backend, secure(server(StoreKind.JKS)).with(key, "true"))) {
            assertThat(RawTls.greet(port, authority.certificate(), Optional.of(good)))
                    .isPresent();
            assertThat(RawTls.greet(port, authority.certificate(), Optional.of(bad)))
                    .isEmpty();
            assertThat(server.isServing()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void certificatesThatWereTakenBackAreRefused(Backend backend) throws Exception {
        HttpServer lists = answering(exchange -> answer(exchange, authority.revocations()));
        authority.listRevocationsAt(url(lists) + "revoked.crl");
        try {
            assertRevokedIsRefused(backend, "ssl.crl");
        } finally {
            lists.stop(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theIssuerIsAskedWhetherACertificateWasTakenBack(Backend backend) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer issuer = answering(exchange -> {
            asked.incrementAndGet();
            answer(exchange, authority.status(question(exchange)));
        });
        authority.tellStatusAt(url(issuer));
        try {
            assertRevokedIsRefused(backend, "ssl.ocsp");
            assertThat(asked.get()).isGreaterThanOrEqualTo(2);
        } finally {
            issuer.stop(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDemandedSchemeMustBeProven(Backend backend) throws Exception {
        ZooCfg cfg = secure(server(StoreKind.JKS))
                .with("enforce.auth.enabled", "true")
                .with("enforce.auth.schemes", "x509");
        try (ServerProcess server = start(backend, cfg);
                Connected alice =
                        Connected.to(port, client(StoreKind.JKS, "CN=alice").client());
                Connected plain = Connected.to(server.port(), new ZKClientConfig())) {
            assertThat(alice.client().exists("/", false)).isNotNull();
            assertThatThrownBy(() -> plain.client().exists("/", false))
                    .isInstanceOf(KeeperException.SessionClosedRequireAuthException.class);
        }
    }
}
