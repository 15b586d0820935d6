package io.coordkit.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Prometheus collects from Apache ZooKeeper's exporter and from ours: names, types, labels, and some values. */
class PrometheusConformanceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern VALUE = Pattern.compile(" \\S+$");

    /** What the JVM says of itself depends on what it was started with. */
    private static final Pattern JVM = Pattern.compile("(# TYPE )?(jvm|process)_.*");

    /** How much and how often; times are what they are. */
    private static final Pattern READ_AT_START = Pattern.compile("startup_(txns_loaded_sum|\\w+_count) .*");

    private static String reference = "";
    private static String subject = "";

    @BeforeAll
    static void collect() throws Exception {
        reference = collected(Backend.APACHE);
        subject = collected(Backend.SUBJECT);
    }

    private static Path home() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "metrics")
                .toAbsolutePath();
    }

    private static ZooCfg cfg(int port) {
        return ZooCfg.standalone()
                .with("metricsProvider.className", "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider")
                .with("metricsProvider.httpHost", "127.0.0.1")
                .with("metricsProvider.httpPort", Integer.toString(port))
                .with("enforceQuota", "true");
    }

    private static String ask(int port) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String collected(Backend backend) throws IOException, InterruptedException {
        int port = Ports.free();
        try (ServerProcess server = ServerProcess.start(backend, home(), cfg(port));
                RawSession session = Busy.open(server.port())) {
            limit(session, "/shown", "count=1,bytes=-1=;byteHardLimit=4;countHardLimit=-1");
            session.call(Op.SET_DATA, Requests.setData("/shown", "12345", -1));
            session.call(Op.GET_DATA, Requests.path("/shown", false));
            return ask(port);
        }
    }

    /** At the first start, and when there is something in the log. */
    private static List<String> readAtStart(Backend backend) throws IOException, InterruptedException {
        Path home = home();
        int port = Ports.free();
        var said = new ArrayList<String>();
        try (ServerProcess server = ServerProcess.start(backend, home, cfg(port))) {
            said.addAll(lines(ask(port), READ_AT_START));
            Busy.open(server.port()).close();
        }
        try (ServerProcess server = ServerProcess.start(backend, home, cfg(port))) {
            said.addAll(lines(ask(port), READ_AT_START));
            assertThat(server.isServing()).isTrue();
        }
        return said;
    }

    private static List<String> lines(String text, Pattern pattern) {
        return text.lines().filter(pattern.asMatchPredicate()).toList();
    }

    private static void limit(RawSession session, String top, String limits) throws IOException {
        String quota = "/zookeeper/quota" + top;
        session.call(Op.CREATE, Requests.create(quota, "", List.of(Acl.OPEN), 0));
        session.call(Op.CREATE, Requests.create(quota + "/zookeeper_limits", limits, List.of(Acl.OPEN), 0));
        session.call(Op.CREATE, Requests.create(quota + "/zookeeper_stats", "count=0,bytes=0", List.of(Acl.OPEN), 0));
    }

    /** Lines of the text that begin so; those of values without the value. */
    private static Set<String> lines(String text, boolean types) {
        return text.lines()
                .filter(line -> line.startsWith("# TYPE") == types && !line.startsWith("# HELP"))
                .filter(line -> !JVM.matcher(line).matches())
                .map(line -> types ? line : VALUE.matcher(line).replaceAll(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void namesAndTypesAreTheSame() {
        assertThat(lines(subject, true).stream().filter(line -> !line.contains(" coordkit_")))
                .containsExactlyElementsOf(lines(reference, true));
    }

    /** But for the quantiles: of a few values both may name a neighbour. */
    @Test
    void namespacesCountTheSame() {
        Pattern counts = Pattern.compile("(quota|read|write)_.*namespace(_count|_sum)?\\{key=\"[^\"]*\",} .*");
        assertThat(subject.lines().filter(counts.asMatchPredicate()))
                .hasSizeGreaterThan(10)
                .containsExactlyInAnyOrderElementsOf(
                        reference.lines().filter(counts.asMatchPredicate()).toList());
    }

    @Test
    void whatWasReadAtStartIsCounted() throws Exception {
        assertThat(readAtStart(Backend.SUBJECT))
                .hasSize(8)
                .containsExactlyInAnyOrderElementsOf(readAtStart(Backend.APACHE));
    }

    @Test
    void labelsAreTheSame() {
        assertThat(lines(subject, false).stream().filter(line -> !line.startsWith("coordkit_")))
                .containsExactlyElementsOf(lines(reference, false));
    }
}
