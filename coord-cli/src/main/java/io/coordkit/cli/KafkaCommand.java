package io.coordkit.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coord kafka}: the way out of a ZooKeeper tree, and back. */
@Command(
        name = "kafka",
        description = {
            "Move the offsets of consumer groups between ZooKeeper, a file and Kafka itself.",
            "From old consumers to new ones: export from ZooKeeper, stop the group, import into Kafka, start the new consumers.",
            ""
        },
        subcommands = {KafkaExportOffsetsCommand.class, KafkaImportOffsetsCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  coord kafka export-offsets --connect zk1:2181/kafka --group billing --file billing.json",
            "  coord kafka import-offsets --bootstrap kafka1:9092 --dry-run billing.json",
            "  coord kafka import-offsets --bootstrap kafka1:9092 billing.json"
        })
final class KafkaCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    /** Called when no subcommand is given. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
