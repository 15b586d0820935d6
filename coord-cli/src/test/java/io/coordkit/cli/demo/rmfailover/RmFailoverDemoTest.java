package io.coordkit.cli.demo.rmfailover;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.ApacheServer;
import io.coordkit.cli.demo.DemoEnsemble;
import io.coordkit.cli.demo.DemoRunner;
import io.coordkit.cli.demo.EmbeddedEnsemble;
import io.coordkit.cli.demo.ForeignEnsemble;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.narration.PlainRendering;
import io.coordkit.cli.demo.narration.Rendering;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Fact;
import io.coordkit.cli.demo.verdict.Verdict;
import io.coordkit.statestore.paths.StorePaths;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.ZooDefs.Ids;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, with real processes on real servers. */
@Timeout(180)
class RmFailoverDemoTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Rendering plain = new PlainRendering(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void losesNothingOnOurServer() throws Exception {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.start(directory.resolve("ensemble"))) {
            Verdict verdict = run(ensemble, plain);
            assertThat(verdict.passed()).as(story()).isTrue();
            assertThat(value(verdict, "never two unfenced actives", "take-overs"))
                    .isEqualTo(3);
            assertThat(value(verdict, "the write of the thawed manager was refused", "error"))
                    .asString()
                    .startsWith("StoreFencedException");
            assertThat(value(verdict, "no application is lost", "acknowledged"))
                    .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                    .isGreaterThanOrEqualTo(19);
            assertThat(value(verdict, "each reign has the next epoch", "epochs"))
                    .isEqualTo(List.of(0L, 1L, 2L));
            assertThat(value(verdict, "each ends in the state that it should", "lock held by"))
                    .isEqualTo("rm1");
            assertThat(story()).contains("rm2 took over after", "the server refused the write", "rm1 took over after");
        }
    }

    @Test
    void staysInASubtreeOfAnotherEnsembleAndLeavesNothingThere() throws Exception {
        try (ApacheServer server = ApacheServer.start(Files.createDirectories(directory.resolve("apache")));
                CuratorFramework client = client(server.connectString())) {
            try (DemoEnsemble ensemble = ForeignEnsemble.connect(server.connectString(), Duration.ofSeconds(30))) {
                Verdict verdict = run(ensemble, plain);
                assertThat(verdict.passed()).as(story()).isTrue();
                assertThat(client.getChildren().forPath("/")).doesNotContain("rmstore", "yarn-leader-election");
            }
            assertThat(client.getChildren().forPath("/")).containsExactly("zookeeper");
        }
    }

    /** The checks are worth something only if they see a fence that does not hold. */
    @Test
    void failsWhenSomebodyLiftsTheFence() throws Exception {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.start(directory.resolve("ensemble"));
                CuratorFramework client = client(ensemble.connectString())) {
            Rendering lifting = (Rendering) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Rendering.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("stepStarted")
                                && arguments[2].toString().startsWith("Thaw")) {
                            String root = new StorePaths(StorePaths.DEFAULT_PARENT).root();
                            client.setACL().withACL(Ids.OPEN_ACL_UNSAFE).forPath(root);
                        }
                        return method.invoke(plain, arguments);
                    });
            Verdict verdict = run(ensemble, lifting);
            assertThat(verdict.checks().stream()
                            .filter(check -> !check.passed())
                            .map(Check::name))
                    .as(story())
                    .containsExactly(
                            "never two unfenced actives",
                            "the write of the thawed manager was refused",
                            "no application is lost");
            assertThat(value(verdict, "never two unfenced actives", "writes of a fenced manager that got through"))
                    .asString()
                    .contains("rm1, epoch 0, accepted application 9 after a later epoch had begun");
        }
    }

    private Verdict run(DemoEnsemble ensemble, Rendering rendering) throws Exception {
        try (Narrator narrator = new Narrator(rendering, System::nanoTime)) {
            return new DemoRunner(ensemble, directory.resolve("work"), narrator)
                    .run(List.of(new RmFailoverDemo()))
                    .get(0);
        }
    }

    private String story() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Object value(Verdict verdict, String check, String fact) {
        return verdict.checks().stream()
                .filter(candidate -> candidate.name().equals(check))
                .flatMap(candidate -> candidate.facts().stream())
                .filter(candidate -> candidate.name().equals(fact))
                .map(Fact::value)
                .findFirst()
                .orElseThrow();
    }

    private static CuratorFramework client(String connectString) {
        CuratorFramework client = CuratorFrameworkFactory.newClient(connectString, new RetryOneTime(100));
        client.start();
        return client;
    }
}
