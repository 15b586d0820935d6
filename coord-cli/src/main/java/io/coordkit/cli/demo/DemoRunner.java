package io.coordkit.cli.demo;

import io.coordkit.cli.demo.children.ChildProcesses;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Fact;
import io.coordkit.cli.demo.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs demos one after the other, each in its own directory, and collects their verdicts. */
public final class DemoRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DemoRunner.class);

    private final DemoEnsemble ensemble;
    private final Path workDirectory;
    private final Narrator narrator;

    /** Runs against the ensemble; each demo gets a subdirectory of {@code workDirectory}. */
    public DemoRunner(DemoEnsemble ensemble, Path workDirectory, Narrator narrator) {
        this.ensemble = ensemble;
        this.workDirectory = workDirectory;
        this.narrator = narrator;
    }

    /** Runs all of them, also after one failed. The narrator has shown each verdict and the summary on return. */
    public List<Verdict> run(List<Demo> demos) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        for (Demo demo : demos) {
            narrator.demoStarted(demo.name(), demo.purpose(), ensemble.connectString());
            Verdict verdict = run(demo);
            narrator.demoEnded(verdict);
            verdicts.add(verdict);
        }
        narrator.finished(verdicts);
        return List.copyOf(verdicts);
    }

    private Verdict run(Demo demo) throws InterruptedException {
        Path directory = workDirectory.resolve(demo.name());
        try (ChildProcesses children = new ChildProcesses(directory.resolve("logs"))) {
            Path files = Files.createDirectories(directory.resolve("files"));
            return demo.run(new DemoContext(ensemble, files, children, narrator));
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Exception failure) {
            if (Thread.interrupted()) {
                throw new InterruptedException(); // what failed is only what the interrupt broke
            }
            LOG.warn("demo {} ended early", demo.name(), failure);
            return Verdict.of(
                    demo.name(),
                    Check.that("the demo ran to its end", false, new Fact("reason", Narrator.reason(failure))));
        }
    }
}
