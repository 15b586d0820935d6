package io.coordkit.cli.demo.kafkarebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.DemoRunner;
import io.coordkit.cli.demo.EmbeddedEnsemble;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.narration.PlainRendering;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Fact;
import io.coordkit.cli.demo.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, with its processes, on our own server. */
@Timeout(300)
class KafkaRebalanceDemoTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void passesOnOurServer() throws Exception {
        Verdict verdict = run();
        String story = told.toString(StandardCharsets.UTF_8);
        assertThat(verdict.passed()).as(story).isTrue();
        assertThat(verdict.checks()).hasSize(9);
        assertThat(fact(verdict, "partitions")).isEqualTo(12);
        assertThat(fact(verdict, "changes")).isEqualTo(6);
        // c1 takes all 12; at least 8 move when c2 and c3 come, 4 after the crash, 4 for c4, 4 from c1
        assertThat((Integer) fact(verdict, "takeovers")).isGreaterThanOrEqualTo(20);
        assertThat((Integer) fact(verdict, "readers compared")).isGreaterThanOrEqualTo(12 * 5);
        assertThat((Long) fact(verdict, "different records read")).isGreaterThanOrEqualTo(12 * 100 * 5L);
        assertThat(fact(verdict, "read twice")).isEqualTo(fact(verdict, "uncommitted by the dead"));
        assertThat((Long) fact(verdict, "read in all"))
                .isEqualTo((Long) fact(verdict, "different records read") + (Long) fact(verdict, "read twice"));
        assertThat(fact(verdict, "seen"))
                .isEqualTo(
                        List.of("brokers [1, 2, 3] with c3: 0-5, c4: 6-11", "brokers [1, 2] with c3: 0-5, c4: 6-11"));
        assertThat(story)
                .contains("now: brokers 1 2 3 | c1 0 1 2 3 4 5 6 7 8 9 10 11", "killed, session not over")
                .contains("c1, c2, c3: 4 + 4 + 4 partitions", "c1, c3: 6 + 6 partitions", "kafka-rebalance: PASS");
    }

    private Verdict run() throws Exception {
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        try (EmbeddedEnsemble server = EmbeddedEnsemble.start(directory.resolve("server"));
                Narrator narrator = new Narrator(new PlainRendering(out), System::nanoTime)) {
            return new DemoRunner(server, directory, narrator)
                    .run(List.of(KafkaRebalanceDemo.withoutKafka()))
                    .get(0);
        }
    }

    private static Object fact(Verdict verdict, String name) {
        return verdict.checks().stream()
                .map(Check::facts)
                .flatMap(List::stream)
                .filter(fact -> fact.name().equals(name))
                .map(Fact::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no fact " + name + " in " + verdict));
    }
}
