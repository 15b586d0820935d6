package io.coordkit.cli.inspect;

import io.coordkit.cli.inspect.HBaseReader.Found;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Logs that are being split. */
final class HBaseSplits {
    private HBaseSplits() {}

    static List<Listing> read(HBaseReader reader, HBasePaths paths) throws TreeFailure, InterruptedException {
        Listing tasks = new Listing("splitTasks");
        Map<String, Integer> byOwner = new TreeMap<>();
        for (String node : reader.children(paths.splitLog())) {
            SplitTaskName name = new SplitTaskName(node);
            Optional<Found<SplitLogTask>> found = reader.read(paths.splitTask(name), SplitLogTask::parse);
            if (found.isPresent() && !name.isRescan()) {
                SplitLogTask task = found.get().value();
                tasks.add(
                        "splitTask",
                        name.walPath(),
                        "state",
                        task.state().name(),
                        "writer",
                        task.server().toString(),
                        "ageSeconds",
                        found.get().ageSeconds());
                byOwner.merge(task.state() + " " + task.server(), 1, Integer::sum);
            }
        }
        return List.of(summary(byOwner), tasks);
    }

    private static Listing summary(Map<String, Integer> byOwner) {
        Listing summary = new Listing("splitTasksByOwner");
        byOwner.forEach((stateAndWriter, count) -> {
            String[] parts = stateAndWriter.split(" ", 2);
            summary.add("splitTasks", count, "state", parts[0], "writer", parts[1]);
        });
        return summary;
    }
}
