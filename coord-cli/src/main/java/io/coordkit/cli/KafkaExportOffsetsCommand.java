package io.coordkit.cli;

import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.kafka.offsets.OffsetFile;
import io.coordkit.kafka.offsets.OffsetStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coord kafka export-offsets}: the offsets of groups into a file. */
@Command(
        name = "export-offsets",
        description = {
            "Write the offsets of consumer groups as JSON: from ZooKeeper, where old consumers keep them (--connect), or from Kafka "
                    + "(--bootstrap). Changes nothing there.",
            ""
        })
final class KafkaExportOffsetsCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OffsetStoreOptions store;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "Of this group only; may be repeated. Default: of all that have offsets.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--file", paramLabel = "FILE", description = "Into this file. Default: print it.")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() throws TreeFailure, InterruptedException {
        return store.with(this::export);
    }

    private int export(OffsetStore from) throws IOException {
        SortedMap<String, SortedMap<TopicPartition, Long>> found = new TreeMap<>();
        for (String group : groups.isEmpty() ? from.groups() : groups) {
            SortedMap<TopicPartition, Long> offsets = from.offsets(group);
            if (!offsets.isEmpty()) {
                found.put(group, offsets);
            } else if (!groups.isEmpty()) {
                throw new CommandFailure("group " + group + " has no offsets there");
            }
        }
        String text = OffsetFile.text(found);
        if (file == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            replace(file, text);
            int offsets = found.values().stream().mapToInt(SortedMap::size).sum();
            spec.commandLine().getOut().println("groups " + found.size() + ", offsets " + offsets + ": " + file);
        }
        return 0;
    }

    /** All of it or nothing, whenever we are interrupted. */
    private static void replace(Path file, String text) throws IOException {
        Path unfinished = Path.of(file + ".part");
        try {
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new IOException("cannot write " + file + ": " + CommandFailure.reason(unwritable), unwritable);
        }
    }
}
