package io.coordkit.cli;

import io.coordkit.cli.ensemble.EnsembleFailure;
import io.coordkit.cli.ensemble.EnsembleJson;
import io.coordkit.cli.ensemble.ServerLogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coord ensemble logs}. */
@Command(
        name = "logs",
        description = {
            "Show what the servers logged last, in the order of time, each line behind the number of its server.",
            ""
        })
final class EnsembleLogsCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private EnsembleOptions options;

    @Parameters(paramLabel = "N", arity = "0..*", description = "The servers' numbers. Default: all.")
    private List<String> servers = new ArrayList<>();

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "LINES",
            defaultValue = "20",
            description = "How many lines at most. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is logged from now on, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() throws EnsembleFailure, IOException, InterruptedException {
        ServerLogs logs = new ServerLogs(options.ensemble().home(), servers);
        logs.last(Math.max(0, lines)).forEach(this::print);
        if (follow) {
            logs.follow(this::print);
        }
        return CommandLine.ExitCode.OK;
    }

    private void print(ServerLogs.Line line) {
        options.out().println(options.json() ? EnsembleJson.of(line) : line.server() + "| " + line.text());
        options.out().flush();
    }
}
