package io.coordkit.cli.demo.kafkarebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.DemoRunner;
import io.coordkit.cli.demo.ForeignEnsemble;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.narration.PlainRendering;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Verdict;
import io.coordkit.server.CoordServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo with brokers of Kafka 3.9, in a tree of its own of a server that stays alive. */
@Timeout(600)
class KafkaMessagesDemoTest {

    @TempDir
    Path directory;

    @Test
    void everyMessageIsConsumedAndBelongsToOneConsumer() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        try (CoordServer server = CoordServer.builder()
                        .dataDirectory(directory.resolve("server"))
                        .start();
                ForeignEnsemble ensemble = ForeignEnsemble.connect(server.connectString(), Duration.ofSeconds(60));
                Narrator narrator = new Narrator(new PlainRendering(out), System::nanoTime)) {
            Verdict verdict = new DemoRunner(ensemble, directory, narrator)
                    .run(List.of(KafkaRebalanceDemo.withKafka()))
                    .get(0);
            String story = told.toString(StandardCharsets.UTF_8);
            assertThat(verdict.passed()).as(story).isTrue();
            assertThat(verdict.checks())
                    .extracting(Check::name)
                    .contains("every message was consumed, and belongs to one consumer");
        }
    }
}
