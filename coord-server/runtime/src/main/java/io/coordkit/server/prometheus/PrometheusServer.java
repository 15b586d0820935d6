package io.coordkit.server.prometheus;

import io.coordkit.server.config.MetricsConfig;
import io.coordkit.server.http.HttpEndpoint;
import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.http.HttpReply;
import io.coordkit.server.http.HttpTransport;
import io.coordkit.server.monitor.Inspection;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.BufferPoolsExports;
import io.prometheus.client.hotspot.ClassLoadingExports;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryAllocationExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import io.prometheus.client.hotspot.VersionInfoExports;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port from which Prometheus collects, at {@code /metrics} ({@code PrometheusMetricsProvider} of the reference). */
public final class PrometheusServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrometheusServer.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int BODY_BYTES_MAX = 1 << 16;

    private final CollectorRegistry registry = new CollectorRegistry();
    private final HttpEndpoint endpoint;

    private PrometheusServer(Inspection server, MetricsConfig config) throws IOException {
        registry.register(new ServerCollector(server));
        if (config.jvm()) {
            jvm().forEach(registry::register);
        }
        this.endpoint = HttpEndpoint.bind(
                config.address(), "coord-metrics", HttpTransport.PLAIN, IDLE, BODY_BYTES_MAX, this::answer);
    }

    /**
     * Starts to listen.
     *
     * @throws IOException when the port is somebody else's
     */
    public static PrometheusServer start(Inspection server) throws IOException {
        PrometheusServer started =
                new PrometheusServer(server, server.config().monitor().metrics());
        LOG.info("metrics-listening port={}", started.address().getPort());
        return started;
    }

    /** What the library itself would register, but in its one registry for all servers of a process. */
    private static List<Collector> jvm() {
        return List.of(
                new StandardExports(),
                new MemoryPoolsExports(),
                new MemoryAllocationExports(),
                new BufferPoolsExports(),
                new GarbageCollectorExports(),
                new ThreadExports(),
                new ClassLoadingExports(),
                new VersionInfoExports());
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return endpoint.address();
    }

    @Override
    public void close() {
        endpoint.close();
    }

    private HttpReply answer(HttpQuestion question) {
        if (!question.path().equals("/metrics")) {
            return HttpReply.empty(HttpResponseStatus.NOT_FOUND);
        }
        StringWriter text = new StringWriter();
        try {
            TextFormat.write004(text, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HttpReply.text(HttpResponseStatus.OK, TextFormat.CONTENT_TYPE_004, text.toString());
    }
}
