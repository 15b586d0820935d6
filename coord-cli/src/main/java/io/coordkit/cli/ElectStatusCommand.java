package io.coordkit.cli;

import io.coordkit.cli.elect.ElectionFailure;
import io.coordkit.cli.elect.Lineup;
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
    public Integer call() throws InterruptedException {
        LogOutput.silence();
        try {
            Lineup lineup = Lineup.read(options.election());
            if (json) {
                spec.commandLine().getOut().println(lineup.json());
            } else {
                lineup.lines().forEach(spec.commandLine().getOut()::println);
            }
            return lineup.hasActive() ? 0 : NOBODY;
        } catch (ElectionFailure failure) {
            throw new CommandFailure(CommandFailure.reason(failure), failure);
        }
    }
}
