package io.coordkit.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.cli.demo.children.Child;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.narration.PlainRendering;
import io.coordkit.cli.demo.sample.DeafRole;
import io.coordkit.cli.demo.sample.SampleDemo;
import io.coordkit.cli.demo.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DemoRunnerTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Narrator narrator =
            new Narrator(new PlainRendering(new PrintStream(bytes, true, StandardCharsets.UTF_8)), System::nanoTime);

    @Test
    void runsADemoOnARealServer() throws Exception {
        try (EmbeddedEnsemble server = EmbeddedEnsemble.start(directory.resolve("server"))) {
            List<Verdict> verdicts = new DemoRunner(server, directory, narrator).run(List.of(new SampleDemo()));
            assertThat(verdicts)
                    .singleElement()
                    .satisfies(v -> assertThat(v.passed()).as(v.toString()).isTrue());
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("/said = ping", "-- sample: PASS", "PASS: 1 of 1 demos passed");
    }

    @Test
    void turnsAnExceptionIntoAFailedCheckEndsTheChildrenAndGoesOn() throws Exception {
        List<Child> started = new ArrayList<>();
        Demo breaks = new Told("breaks", context -> {
            started.add(context.children().start("deaf", DeafRole.class));
            throw new IllegalStateException("the floor gave way");
        });
        Demo works = new Told("works", context -> {
            assertThat(Files.list(context.workDirectory())).isEmpty();
            return Verdict.of("works");
        });
        List<Verdict> verdicts = new DemoRunner(new Nowhere(), directory, narrator).run(List.of(breaks, works));
        assertThat(verdicts).extracting(Verdict::demo).containsExactly("breaks", "works");
        assertThat(verdicts.get(0).passed()).isFalse();
        assertThat(verdicts.get(0).checks().get(0).factsText()).isEqualTo("reason the floor gave way");
        assertThat(started).singleElement().satisfies(child -> assertThat(child.isAlive())
                .isFalse());
    }

    @Test
    void awaitsAConditionAndSaysWhichDidNotHold() throws Exception {
        DemoContext context = context();
        int[] asked = {0};
        context.await("asked thrice", Duration.ofSeconds(30), () -> ++asked[0] == 3);
        assertThat(asked[0]).isEqualTo(3);
        assertThatThrownBy(() -> context.await("pigs fly", Duration.ofMillis(1), () -> false))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("not within 1 ms: pigs fly");
    }

    @Test
    void everyDemoThatThereIsHasANameOfItsOwn() {
        List<String> names = Demos.all().stream().map(Demo::name).toList();
        assertThat(names).doesNotHaveDuplicates().doesNotContain("all");
        assertThat(names).allSatisfy(name -> assertThat(Demos.named(name)).isPresent());
        assertThat(Demos.named("no such demo")).isEmpty();
    }

    private DemoContext context() throws Exception {
        List<DemoContext> seen = new ArrayList<>();
        new DemoRunner(new Nowhere(), directory, narrator).run(List.of(new Told("t", context -> {
            seen.add(context);
            return Verdict.of("t");
        })));
        return seen.get(0);
    }

    private record Told(String name, Story story) implements Demo {
        interface Story {
            Verdict run(DemoContext context) throws Exception;
        }

        @Override
        public String purpose() {
            return "a test's own";
        }

        @Override
        public Verdict run(DemoContext context) throws Exception {
            return story.run(context);
        }
    }
}
