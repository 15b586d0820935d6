package io.coordkit.cli;

import io.coordkit.cli.demo.Demo;
import io.coordkit.cli.demo.DemoEnsemble;
import io.coordkit.cli.demo.DemoRunner;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.narration.Rendering;
import io.coordkit.cli.demo.verdict.Verdict;
import io.coordkit.cli.system.DirectoryTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One call of {@code coord demo}: an ensemble, a work directory and a narrator around the demos, all given back. */
final class DemoSession {

    private static final long TICK_MILLIS = 100;

    /** Makes the ensemble; an {@link IOException} carries a message for the user. */
    @FunctionalInterface
    interface EnsembleFactory {
        DemoEnsemble open(Path directory) throws IOException, InterruptedException;
    }

    private final EnsembleFactory ensembles;
    private final Rendering rendering;
    private final PrintWriter err;

    DemoSession(EnsembleFactory ensembles, Rendering rendering, PrintWriter err) {
        this.ensembles = ensembles;
        this.rendering = rendering;
        this.err = err;
    }

    /**
     * Runs the demos and returns the exit code. Their files are kept when one failed, and the user is told where. On
     * Ctrl-C they are interrupted, and the JVM ends when everything is given back.
     */
    int run(List<Demo> demos) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("coordkit-demo-");
        LogOutput.toFile(directory.resolve("demo.log"));
        boolean keep = false;
        try (OrderlyExit exit = OrderlyExit.interrupting(Thread.currentThread())) {
            try {
                int exitCode = narrated(demos, directory);
                keep = exitCode != 0;
                return exitCode;
            } finally {
                giveBack(directory, keep);
            }
        }
    }

    private void giveBack(Path directory, boolean keep) throws IOException {
        if (keep) {
            err.println("coord: the demo's files and logs are in " + directory);
        } else {
            DirectoryTree.delete(directory);
        }
    }

    private int narrated(List<Demo> demos, Path directory) throws InterruptedException {
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(DemoSession::daemon);
        try (Narrator narrator = new Narrator(rendering, System::nanoTime)) {
            ScheduledFuture<?> ticking =
                    ticks.scheduleAtFixedRate(narrator::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            int exitCode = onEnsemble(demos, directory, narrator);
            ticking.cancel(false);
            return exitCode;
        } finally {
            ticks.shutdownNow();
        }
    }

    private int onEnsemble(List<Demo> demos, Path directory, Narrator narrator) throws InterruptedException {
        DemoEnsemble ensemble = open(directory.resolve("ensemble"), narrator);
        try {
            List<Verdict> verdicts = new DemoRunner(ensemble, directory, narrator).run(demos);
            return Verdict.exitCode(verdicts);
        } catch (InterruptedException stop) {
            narrator.failed(Narrator.reason(stop));
            throw stop;
        } finally {
            close(ensemble);
        }
    }

    private DemoEnsemble open(Path directory, Narrator narrator) throws InterruptedException {
        try {
            return ensembles.open(directory);
        } catch (IOException failure) {
            narrator.failed(Narrator.reason(failure));
            throw new CommandFailure(Narrator.reason(failure), failure);
        }
    }

    /** What could not be given back does not change what the demos found, but the user should know. */
    private void close(DemoEnsemble ensemble) {
        try {
            ensemble.close();
        } catch (IOException failure) {
            err.println("coord: " + Narrator.reason(failure));
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "coord-demo-ticks");
        thread.setDaemon(true);
        return thread;
    }
}
