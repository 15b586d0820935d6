package io.coordkit.cli;

import io.coordkit.cli.elect.Lineup;
import io.coordkit.cli.json.Json;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.elector.ElectorConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coord elect status}: who is active, and who waits. */
@Command(
        name = "status",
        description = {"Show who is active, since when, with which token, and who waits.", ""},
        footer = {"", "Exit codes: 0 somebody is active, 3 nobody is, 1 failed, 2 used wrongly."})
final class ElectStatusCommand implements Callable<Integer> {

    private static final int NOBODY = 3;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ElectionOptions options;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() throws TreeFailure, InterruptedException {
        LogOutput.silence();
        ElectorConfig election = options.election();
        try (Tree tree = Tree.start(election.newClient(), election.sessionTimeout())) {
            if (!tree.exists(election.paths().parent())) {
                throw new TreeFailure(
                        "there is no election at " + election.paths().parent());
            }
            Lineup lineup = Lineup.read(tree, election.paths());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.line(lineup.json()));
            } else {
                lineup.lines().forEach(out::println);
            }
            return lineup.hasActive() ? 0 : NOBODY;
        }
    }
}
