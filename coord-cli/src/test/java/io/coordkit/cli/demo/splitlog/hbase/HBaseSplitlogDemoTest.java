package io.coordkit.cli.demo.splitlog.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.DemoRunner;
import io.coordkit.cli.demo.EmbeddedEnsemble;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.narration.PlainRendering;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo with HBase 2.6, on an ensemble of ours that loses its leader. */
@Timeout(600)
class HBaseSplitlogDemoTest {
    @TempDir
    Path directory;

    @Test
    void everyRowIsThereAndOurWorkersSplitTheLogs() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.start(directory.resolve("ensemble"));
                Narrator narrator = new Narrator(new PlainRendering(out), System::nanoTime)) {
            Verdict verdict = new DemoRunner(ensemble, directory, narrator)
                    .run(List.of(new HBaseSplitlogDemo()))
                    .get(0);
            assertThat(verdict.passed())
                    .as(told.toString(StandardCharsets.UTF_8))
                    .isTrue();
            assertThat(verdict.checks())
                    .extracting(Check::name)
                    .containsExactly(
                            "our workers split every log of the dead server for HBase's master",
                            "no acknowledged row is lost",
                            "no row is there that nobody wrote",
                            "the ensemble loses its leader, and no acknowledged write");
        }
    }
}
