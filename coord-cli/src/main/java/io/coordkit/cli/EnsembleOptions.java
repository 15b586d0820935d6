package io.coordkit.cli;

import io.coordkit.cli.ensemble.Ensemble;
import io.coordkit.cli.ensemble.EnsembleJson;
import io.coordkit.cli.ensemble.EnsembleStatus;
import io.coordkit.cli.ensemble.StatusTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What every command on an ensemble knows: which one, and for whom to print. */
final class EnsembleOptions {

    private static final String DEFAULT_NAME = ".coord-ensemble";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the ensemble lives. Default: " + DEFAULT_NAME + " in your home directory.")
    private @Nullable Path directory;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    /** The ensemble of these options. */
    Ensemble ensemble() {
        return new Ensemble(directory == null ? Path.of(System.getProperty("user.home"), DEFAULT_NAME) : directory);
    }

    /** Whether the user has chosen the directory. */
    boolean isNamed() {
        return directory != null;
    }

    /** How the user names this ensemble in further commands. */
    String flags() {
        return directory == null ? "" : " --dir " + directory;
    }

    boolean json() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    void print(EnsembleStatus status) {
        if (json) {
            out().println(EnsembleJson.of(status));
        } else {
            StatusTable.lines(status).forEach(out()::println);
        }
    }

    void print(Ensemble.Outcome outcome) {
        if (json) {
            out().println(EnsembleJson.of(outcome.status()));
        } else {
            outcome.said().forEach(out()::println);
        }
    }

    void printStopped(boolean kept) {
        Path home = ensemble().home().directory();
        if (json) {
            out().println(EnsembleJson.stopped(home, kept));
        } else {
            out().println(kept ? "stopped; its files are in " + home : "stopped; its files are removed");
        }
    }
}
