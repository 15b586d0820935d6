package io.coordkit.cli.demo.recipes;

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

/** All recipes on our own servers. */
@Timeout(300)
class RecipesDemoTest {

    @TempDir
    Path directory;

    @Test
    void everyRecipePasses() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        try (EmbeddedEnsemble servers = EmbeddedEnsemble.start(directory.resolve("servers"));
                Narrator narrator = new Narrator(new PlainRendering(out), System::nanoTime)) {
            Verdict verdict = new DemoRunner(servers, directory, narrator)
                    .run(List.of(RecipesDemo.all()))
                    .get(0);
            assertThat(verdict.checks())
                    .as(told.toString(StandardCharsets.UTF_8))
                    .hasSize(15)
                    .allMatch(Check::passed);
        }
    }

    @Test
    void eachRecipeIsPlayedByItsName() {
        assertThat(RecipesDemo.recipes())
                .containsExactly(
                        "configuration",
                        "names",
                        "dns",
                        "balancing",
                        "group",
                        "heartbeat",
                        "progress",
                        "control",
                        "exclusive-lock",
                        "ordered-lock",
                        "barrier",
                        "queue",
                        "master",
                        "dynamic-master",
                        "search")
                .allSatisfy(name -> assertThat(RecipesDemo.only(name)).isPresent());
        assertThat(RecipesDemo.only("stew")).isEmpty();
    }
}
