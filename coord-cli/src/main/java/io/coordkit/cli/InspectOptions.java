package io.coordkit.cli;

import io.coordkit.cli.inspect.View;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What each {@code coord inspect} command is told, and how it shows what it has seen. */
final class InspectOptions {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT",
            required = true,
            description = "Servers, separated by commas; a path at the end is the root of what is shown.")
    @SuppressWarnings("NullAway.Init") // picocli requires and sets it
    private String connect;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CredentialOptions credentials;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of each kind to list. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print everything as JSON.")
    private boolean json;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    /** Looks at a tree. */
    @FunctionalInterface
    interface Look {
        View at(Tree tree) throws TreeFailure, InterruptedException;
    }

    /** Looks at the tree and prints what is seen; returns the exit code. */
    int show(Look look) throws TreeFailure, InterruptedException {
        LogOutput.silence();
        PrintWriter out = spec.commandLine().getOut();
        try (Tree tree = Tree.connect(connect, credentials.all(), PATIENCE)) {
            View view = look.at(tree);
            if (json) {
                out.println(view.json());
            } else {
                view.lines(Math.max(0, limit)).forEach(out::println);
            }
            return 0;
        }
    }
}
