package io.coordkit.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coord inspect}: what other systems keep in a ZooKeeper tree, decoded. */
@Command(
        name = "inspect",
        description = {"Show what other systems keep in a ZooKeeper tree, decoded; nothing is changed.", ""},
        subcommands = {
            InspectHadoopCommand.class,
            InspectHBaseCommand.class,
            InspectKafkaCommand.class,
            InspectDubboCommand.class,
            InspectSolrCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class InspectCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    /** Called when no subcommand is given. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
