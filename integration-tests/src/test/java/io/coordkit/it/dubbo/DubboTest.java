package io.coordkit.it.dubbo;

import static io.coordkit.it.dubbo.DubboProgram.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.inspect.DubboView;
import io.coordkit.cli.tree.Tree;
import io.coordkit.it.dubbo.DubboProgram.Search;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.OnEnsemble;
import io.coordkit.it.process.Ports;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Dubbo 3, whose programs register and find each other on three servers of ours, by interface under {@code /dubbo} and by
 * application under {@code /services}.
 */
@Timeout(400)
class DubboTest extends OnEnsemble {
    private static final String GREETER = "Dubbo$Greeter";
    private static final String RED = "red/1.0.0";

    @Test
    void consumersFindTheProvidersThatAreThereAlthoughALeaderDies() throws Exception {
        String registry = ensemble.connectString();
        int firstPort = Ports.free();
        var first = DubboProgram.provider("first", firstPort, List.of(registry), RED);
        try (first;
                var second = DubboProgram.provider("second", Ports.free(), List.of(registry), RED)) {
            first.awaitReady();
            second.awaitReady();
            try (var byInterface = DubboProgram.consumer("byInterface", Search.FORCE_INTERFACE, registry, RED);
                    var byApplication =
                            DubboProgram.consumer("byApplication", Search.FORCE_APPLICATION, registry, RED);
                    var monitor = DubboProgram.monitor(registry)) {
                for (var consumer : List.of(byInterface.awaitReady(), byApplication.awaitReady())) {
                    consumer.awaitAnswerOf("first", RED);
                    consumer.awaitAnswerOf("second", RED);
                }
                monitor.awaitSight("providers", GREETER, 2);
                monitor.awaitSight("consumers", GREETER, 1);
                everyUrlIsEphemeral("providers", "dubbo://", 2);
                everyUrlIsEphemeral("consumers", "consumer://", 1);

                assertThat(inspected())
                        .contains("greeters")
                        .containsPattern("red/Dubbo\\$Greeter:1.0.0 .* dubbo +greeters +3\\.");

                int leader = ensemble.leader();
                ensemble.kill(leader);
                first.kill();
                for (var consumer : List.of(byInterface, byApplication)) {
                    assertThat(consumer.call(RED)).isEqualTo("second " + RED);
                }
                monitor.awaitSight("providers", GREETER, 1);
                Eventually.holds(PATIENCE, () -> instances().size() == 1);
                for (var consumer : List.of(byInterface, byApplication)) {
                    assertThat(consumer.call(RED)).isEqualTo("second " + RED);
                }

                ensemble.start(leader);
                ensemble.awaitServing();
                try (var again = DubboProgram.provider("again", firstPort, List.of(registry), RED)) {
                    again.awaitReady();
                    monitor.awaitSight("providers", GREETER, 2);
                    for (var consumer : List.of(byInterface, byApplication)) {
                        consumer.awaitAnswerOf("again", RED);
                    }
                    assertThat(instances()).hasSize(2).anyMatch(name -> name.endsWith(":" + firstPort));
                }
            }
        }
    }

    @Test
    void registriesGroupsAndVersionsAreKeptApart() throws Exception {
        String one = ensemble.connectString() + "/one";
        String two = ensemble.connectString() + "/two";
        try (var both = DubboProgram.provider("both", Ports.free(), List.of(one, two), RED, "blue/1.0.0");
                var newer = DubboProgram.provider("newer", Ports.free(), List.of(one), "red/2.0.0");
                var ofOne = DubboProgram.consumer("ofOne", Search.FORCE_INTERFACE, one, RED, "red/2.0.0");
                var ofTwo =
                        DubboProgram.consumer("ofTwo", Search.FORCE_INTERFACE, two, RED, "blue/1.0.0", "red/2.0.0")) {
            for (var program : List.of(both, newer, ofOne, ofTwo)) {
                program.awaitReady();
            }
            ofOne.awaitAnswerOf("both", RED);
            ofOne.awaitAnswerOf("newer", "red/2.0.0");
            ofTwo.awaitAnswerOf("both", RED);
            ofTwo.awaitAnswerOf("both", "blue/1.0.0");
            assertThat(ofTwo.call("red/2.0.0")).isEqualTo("nobody");
        }
    }

    private void everyUrlIsEphemeral(String category, String beginning, int count) throws Exception {
        String parent = "/dubbo/" + URLEncoder.encode(GREETER, UTF_8) + "/" + category;
        List<String> names = client.getChildren().forPath(parent);
        assertThat(names).hasSize(count);
        for (String name : names) {
            Stat stat = client.checkExists().forPath(parent + "/" + name);
            assertThat(stat.getEphemeralOwner()).isNotZero();
            assertThat(URLDecoder.decode(name, UTF_8))
                    .startsWith(beginning)
                    .contains("interface=" + GREETER, "group=red", "version=1.0.0");
        }
    }

    private String inspected() throws Exception {
        try (Tree tree = Tree.connect(ensemble.connectString(), List.of(), PATIENCE)) {
            return String.join("\n", DubboView.read(tree, "/dubbo", "/services").lines(20));
        }
    }

    /** What is registered of the providers' application, each a host and a port. */
    private List<String> instances() {
        try {
            return client.getChildren().forPath("/services/greeters");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
