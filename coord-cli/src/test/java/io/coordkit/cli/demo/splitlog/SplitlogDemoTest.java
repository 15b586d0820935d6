package io.coordkit.cli.demo.splitlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.ApacheServer;
import io.coordkit.cli.demo.DemoEnsemble;
import io.coordkit.cli.demo.DemoRunner;
import io.coordkit.cli.demo.EmbeddedEnsemble;
import io.coordkit.cli.demo.ForeignEnsemble;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.narration.PlainRendering;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Fact;
import io.coordkit.cli.demo.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo with its processes, on our server and on Apache's. */
@Timeout(180)
class SplitlogDemoTest {

    private static final int EDITS = Cluster.LOGS * Cluster.EDITS_PER_LOG;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void everyEditIsRecoveredOnce() throws Exception {
        try (EmbeddedEnsemble server = EmbeddedEnsemble.start(directory.resolve("server"))) {
            requireFacts(run(server));
        }
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("rs1 is gone from /hbase/rs", "rs3 is gone from /hbase/rs", "commits log 6 from ");
    }

    @Test
    void runsInACornerOfAForeignEnsemble() throws Exception {
        try (ApacheServer server = ApacheServer.start(directory.resolve("server"));
                ForeignEnsemble corner = ForeignEnsemble.connect(server.connectString(), Duration.ofSeconds(30))) {
            requireFacts(run(corner));
        }
    }

    private Verdict run(DemoEnsemble ensemble) throws Exception {
        Narrator narrator =
                new Narrator(new PlainRendering(new PrintStream(told, true, StandardCharsets.UTF_8)), System::nanoTime);
        return new DemoRunner(ensemble, directory, narrator)
                .run(List.of(new SplitlogDemo()))
                .get(0);
    }

    private static void requireFacts(Verdict verdict) {
        assertThat(verdict.passed()).as(verdict.toString()).isTrue();
        assertThat(facts(verdict, "no acknowledged edit is lost")).contains(new Fact("examined", EDITS));
        assertThat(facts(verdict, "no edit is there twice")).contains(new Fact("examined", EDITS));
        assertThat(facts(verdict, "each dead server is declared dead once, and no other"))
                .contains(new Fact("observed", List.of("rs1", "rs3")));
        assertThat(facts(verdict, "there is one task for each log")).contains(new Fact("tasks", Cluster.LOGS));
        assertThat(facts(verdict, "every task is done")).contains(new Fact("done", Cluster.LOGS));
        assertThat(facts(verdict, "a worker is killed in the middle of a log"))
                .contains(new Fact("edits split", Cluster.EDITS_PER_LOG / 2));
        assertThat(facts(verdict, "each region has its count and checksum")).hasSize(Table.RANGES.size());
    }

    private static List<Fact> facts(Verdict verdict, String check) {
        return verdict.checks().stream()
                .filter(any -> any.name().equals(check))
                .findFirst()
                .map(Check::facts)
                .orElseThrow();
    }
}
