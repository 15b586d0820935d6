package io.coordkit.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.server.CoordServer;
import io.coordkit.server.config.ConfigException;
import io.coordkit.server.config.ZooCfg;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusServerTest {
    private static final String PROVIDER =
            "metricsProvider.className=org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider\n";

    @TempDir
    Path directory;

    @Test
    void metricsHaveTheNamesOnWhichDashboardsRely() throws Exception {
        try (CoordServer server = start(PROVIDER)) {
            assertThat(collect(server))
                    .contains("# TYPE znode_count gauge\nznode_count 5.0\n")
                    .contains("# TYPE looking_count counter\nlooking_count 0.0\n")
                    .contains("# TYPE readlatency summary\nreadlatency_count 0.0\nreadlatency_sum 0.0\n")
                    .contains("readlatency{quantile=\"0.5\",} 0.0\n", "readlatency{quantile=\"0.99\",} 0.0\n")
                    .contains("fsynctime{quantile=\"0.5\",}")
                    .contains("jvm_memory_bytes_used{area=\"heap\",}", "process_cpu_seconds_total", "jvm_info{");
        }
    }

    @Test
    void theJvmMayBeLeftOut() throws Exception {
        try (CoordServer server = start(PROVIDER + "metricsProvider.exportJvmInfo=false\n")) {
            assertThat(collect(server)).contains("\nznode_count ").doesNotContain("jvm_memory");
        }
    }

    @Test
    void thereIsNoPortWithoutTheProvider() throws Exception {
        try (CoordServer server = start("")) {
            assertThat(server.metricsPort()).isEmpty();
        }
    }

    @Test
    void anotherProviderIsRefused() {
        assertThatThrownBy(() -> start("metricsProvider.className=com.example.Mine\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("zoo.cfg: metricsProvider.className=com.example.Mine is none of ")
                .hasMessageContaining("PrometheusMetricsProvider");
    }

    @Test
    void whoWantsNothingCountedIsToldThatItIsCounted() throws Exception {
        Path file = Files.writeString(
                directory.resolve("zoo.cfg"),
                "clientPort=0\nmetricsProvider.className=org.apache.zookeeper.metrics.impl.NullMetricsProvider\ndataDir="
                        + directory.resolve("data"));
        ZooCfg cfg = ZooCfg.read(file, new Properties());
        assertThat(cfg.config().monitor().metrics().prometheus()).isFalse();
        assertThat(cfg.remarks()).singleElement().asString().contains("NullMetricsProvider has no effect");
    }

    private CoordServer start(String settings) throws Exception {
        Path file = directory.resolve("zoo.cfg");
        Files.writeString(
                file,
                "clientPort=0\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\nmetricsProvider.httpPort=0\n"
                        + "metricsProvider.httpHost=127.0.0.1\ndataDir=" + directory.resolve("data") + "\n" + settings);
        return CoordServer.start(ZooCfg.read(file, new Properties()).config());
    }

    private static String collect(CoordServer server) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.metricsPort().orElseThrow() + "/metrics");
        HttpResponse<String> reply = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(reply.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        return reply.body();
    }
}
