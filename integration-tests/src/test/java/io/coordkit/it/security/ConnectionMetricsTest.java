package io.coordkit.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.Probe;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What both kinds of server count of those who connect; asked on the port for metrics, as that is no client's. */
@Timeout(180)
class ConnectionMetricsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Authority authority = new Authority("ours");
    private final int securePort = Ports.free();
    private final int metricsPort = Ports.free();

    @TempDir
    private Path directory;

    private ZooCfg cfg() throws IOException {
        TlsFiles files = TlsFiles.write(
                directory.resolve("tls"),
                StoreKind.PKCS12,
                authority.issue("CN=server", "127.0.0.1", "localhost"),
                authority.certificate());
        ZooCfg cfg = ZooCfg.standalone()
                .with("clientPortAddress", "0.0.0.0")
                .with("secureClientPort", Integer.toString(securePort))
                .with("serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory")
                .with("metricsProvider.className", "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider")
                .with("metricsProvider.httpHost", "127.0.0.1")
                .with("metricsProvider.httpPort", Integer.toString(metricsPort));
        return files.configure(cfg, "ssl.");
    }

    @ParameterizedTest
    @EnumSource
    void whoComesInTheClearIsCountedByWhereHeIs(Backend backend) throws Exception {
        try (ServerProcess server = ServerProcess.start(backend, directory, cfg())) {
            long local = value("non_mtls_local_conn_count");
            long remote = value("non_mtls_remote_conn_count");
            for (int i = 0; i < 3; i++) {
                assertThat(server.fourLetterWord("ruok")).isEqualTo("imok");
            }
            assertThat(RawTls.greet(securePort, authority.certificate(), Optional.of(authority.issue("CN=a"))))
                    .isPresent();
            assertThat(value("non_mtls_local_conn_count")).isEqualTo(local + 3);
            assertThat(value("non_mtls_remote_conn_count")).isEqualTo(remote);
            Optional<InetAddress> elsewhere = addressForOthers();
            if (elsewhere.isPresent()) {
                InetSocketAddress address = new InetSocketAddress(elsewhere.get(), server.port());
                assertThat(Probe.fourLetterWord(address, "ruok")).isEqualTo("imok");
                assertThat(value("non_mtls_local_conn_count")).isEqualTo(local + 3);
                assertThat(value("non_mtls_remote_conn_count")).isEqualTo(remote + 1);
            }
            assertThat(server.fourLetterWord("srst")).isNotEmpty();
            assertThat(value("non_mtls_local_conn_count")).isEqualTo(local + 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailedHandshakeIsCounted(Backend backend) throws Exception {
        Authority impostor = new Authority("ours");
        try (ServerProcess server = ServerProcess.start(backend, directory, cfg())) {
            assertThat(RawTls.greet(securePort, authority.certificate(), Optional.of(authority.issue("CN=a"))))
                    .isPresent();
            assertThat(value("unsuccessful_handshake")).isZero();
            assertThat(RawTls.greet(securePort, authority.certificate(), Optional.of(impostor.issue("CN=a"))))
                    .isEmpty();
            assertThat(RawTls.greet(securePort, authority.certificate(), Optional.empty()))
                    .isEmpty();
            Eventually.holds(PATIENCE, () -> value("unsuccessful_handshake") == 2);
            assertThat(value("auth_failed_count")).isEqualTo(2);
            assertThat(server.isServing()).isTrue();
        }
    }

    /** One of this machine's addresses by which it does not know itself; none where it has no network. */
    private static Optional<InetAddress> addressForOthers() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(network -> {
                    try {
                        return network.isUp();
                    } catch (SocketException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .findFirst();
    }

    private long value(String name) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
