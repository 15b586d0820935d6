package io.coordkit.cli;

import io.coordkit.cli.demo.Demo;
import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.Nowhere;
import io.coordkit.cli.demo.children.Child;
import io.coordkit.cli.demo.narration.JsonRendering;
import io.coordkit.cli.demo.sample.DeafRole;
import io.coordkit.cli.demo.verdict.Verdict;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process of a test: a session whose demo freezes a child, says so, and then waits for the test to stop it. */
public final class InterruptedSession {

    private InterruptedSession() {}

    public static void main(String[] args) throws Exception {
        PrintWriter err = new PrintWriter(System.err, true);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new DemoSession(directory -> new Nowhere(), new JsonRendering(out), err).run(List.of(new Waits()));
    }

    private static final class Waits implements Demo {

        @Override
        public String name() {
            return "waits";
        }

        @Override
        public String purpose() {
            return "waits to be stopped";
        }

        @Override
        public Verdict run(DemoContext context) throws Exception {
            Child child = context.children().start("frozen", DeafRole.class);
            child.await("hello", Duration.ofSeconds(30));
            child.freeze();
            Path session = context.workDirectory().getParent().getParent();
            context.narrator().saw(Long.toString(child.pid()), session.toString());
            context.await("never", Duration.ofSeconds(60), () -> false);
            return Verdict.of("waits");
        }
    }
}
