package io.coordkit.cli;

import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.kafka.offsets.OffsetFile;
import io.coordkit.kafka.offsets.OffsetImport;
import io.coordkit.kafka.offsets.OffsetPlan;
import io.coordkit.kafka.offsets.OffsetStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord kafka import-offsets}: the offsets of groups out of a file. */
@Command(
        name = "import-offsets",
        description = {
            "Give consumer groups the offsets in a file: in ZooKeeper, for old consumers (--connect), or in Kafka (--bootstrap). "
                    + "A group that has members is refused. Offsets go forward only, and each group is read again afterwards. "
                    + "Broken off, do it again: it does what is left.",
            ""
        })
final class KafkaImportOffsetsCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OffsetStoreOptions store;

    @Option(names = "--group", paramLabel = "GROUP", description = "This group only; may be repeated.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--dry-run", description = "Say what would be written, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--back",
            description = "Write offsets that are before what is there, too: messages are read again.")
    private boolean back;

    @Parameters(paramLabel = "FILE", description = "What export-offsets has written.")
    @SuppressWarnings("NullAway.Init") // picocli requires and sets it
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() throws TreeFailure, InterruptedException {
        return store.with(this::bring);
    }

    private int bring(OffsetStore into) throws IOException {
        SortedMap<String, SortedMap<TopicPartition, Long>> wanted = OffsetFile.parse(file.toString(), read());
        for (String group : groups) {
            if (!wanted.containsKey(group)) {
                throw new CommandFailure("group " + group + " is not in " + file);
            }
        }
        if (!groups.isEmpty()) {
            wanted.keySet().retainAll(groups);
        }
        OffsetImport transfer = new OffsetImport(into, back);
        wanted.forEach((group, offsets) -> {
            OffsetPlan plan = transfer.plan(group, offsets);
            if (!dryRun) {
                transfer.perform(group, plan);
            }
            report(group, plan, offsets);
        });
        return 0;
    }

    private String read() throws IOException {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IOException("cannot read " + file, unreadable);
        }
    }

    private void report(String group, OffsetPlan plan, SortedMap<TopicPartition, Long> wanted) {
        print("group " + group + ": " + plan.toWrite().size() + (dryRun ? " to write, " : " written and read again, ")
                + plan.there().size() + " there already, " + plan.ahead().size() + " left alone");
        if (dryRun) {
            plan.toWrite().forEach((partition, offset) -> print("  " + partition + " to " + offset));
        }
        plan.ahead()
                .forEach((partition, offset) -> print("  " + partition + " stays at " + offset + ", as "
                        + wanted.get(partition) + " would be back (--back)"));
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
