package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.cli.demo.Demo;
import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.EmbeddedEnsemble;
import io.coordkit.cli.demo.narration.JsonRendering;
import io.coordkit.cli.demo.sample.SampleDemo;
import io.coordkit.cli.demo.verdict.Verdict;
import io.coordkit.cli.system.DirectoryTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DemoSessionTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private final List<Path> directories = new ArrayList<>();

    @Test
    void endsInAVerdictAndLeavesNothingBehind() throws Exception {
        assertThat(session().run(List.of(new SampleDemo()))).isZero();
        assertThat(lastLine()).startsWith("{\"event\":\"verdict\",\"passed\":true,");
        assertThat(err.toString()).isEmpty();
        assertThat(directories).singleElement().satisfies(d -> assertThat(d.getParent())
                .doesNotExist());
    }

    @Test
    void keepsTheFilesOfAFailureAndSaysWhere() throws Exception {
        assertThat(session().run(List.of(new Fails()))).isEqualTo(1);
        assertThat(lastLine()).startsWith("{\"event\":\"verdict\",\"passed\":false,");
        Path kept = directories.get(0).getParent();
        assertThat(err.toString()).isEqualToIgnoringNewLines("coord: the demo's files and logs are in " + kept);
        assertThat(kept).exists();
        DirectoryTree.delete(kept);
    }

    @Test
    void saysWhyThereIsNoEnsemble() {
        DemoSession session = session(directory -> {
            throw new IOException("nobody is home");
        });
        assertThatThrownBy(() -> session.run(List.of(new SampleDemo())))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("nobody is home");
        assertThat(lastLine())
                .isEqualTo("{\"event\":\"verdict\",\"passed\":false,\"error\":\"nobody is home\",\"demos\":[]}");
    }

    private DemoSession session() {
        return session(EmbeddedEnsemble::start);
    }

    private DemoSession session(DemoSession.EnsembleFactory factory) {
        DemoSession.EnsembleFactory remembering = directory -> {
            directories.add(directory);
            return factory.open(directory);
        };
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new DemoSession(remembering, new JsonRendering(stream), new PrintWriter(err));
    }

    private String lastLine() {
        return out.toString(StandardCharsets.UTF_8).lines().reduce("", (before, line) -> line);
    }

    private static final class Fails implements Demo {
        @Override
        public String name() {
            return "fails";
        }

        @Override
        public String purpose() {
            return "fails";
        }

        @Override
        public Verdict run(DemoContext context) {
            throw new IllegalStateException("as it should");
        }
    }
}
