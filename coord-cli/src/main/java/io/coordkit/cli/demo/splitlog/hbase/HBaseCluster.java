package io.coordkit.cli.demo.splitlog.hbase;

import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.children.Child;
import io.coordkit.cli.demo.children.ChildRole;
import io.coordkit.cli.demo.children.ForeignProcess;
import io.coordkit.cli.demo.children.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** The processes of the demo: HBase's master and region servers, and ours that need HBase's libraries. */
final class HBaseCluster implements AutoCloseable {
    /** How long any of them may take to do its next thing. */
    static final Duration AT_MOST = Duration.ofSeconds(120);

    /** Beside our code. */
    private static final String LIBRARIES = "hbase-servers";

    private static final String LOGS = "WALs";

    private final DemoContext context;
    private final Path directory;
    private final Path root;
    private final List<ForeignProcess> processes = new ArrayList<>();

    HBaseCluster(DemoContext context) throws IOException {
        this.context = context;
        directory = Files.createDirectories(context.workDirectory().resolve("hbase"));
        root = directory.resolve("root");
    }

    /** Starts a server that takes no tasks itself; a master makes them. */
    ForeignProcess start(String name, String role) throws IOException {
        Configuration settings = HBaseSettings.of(root, context.connectString());
        Path file = directory.resolve(name + ".xml");
        boolean byTasks = role.equals(HBaseMain.MASTER);
        HBaseSettings.write(settings, Map.of(HBaseSettings.BY_TASKS, Boolean.toString(byTasks)), file);
        Path log = directory.resolve(name + ".log");
        ForeignProcess process =
                ForeignProcess.start(name, LIBRARIES, HBaseMain.class, log, List.of(role, file.toString()));
        processes.add(process);
        return process;
    }

    /** Starts a process of ours. */
    Child start(String name, Class<? extends ChildRole> role, Consumer<Message> listener, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(context.connectString(), root.toString()));
        arguments.addAll(List.of(more));
        return context.children()
                .startWith(ForeignProcess.libraries(LIBRARIES), name, role, listener, arguments.toArray(String[]::new));
    }

    /** Fails when one of HBase's servers has ended. */
    void checkAlive() throws IOException {
        for (ForeignProcess process : processes) {
            process.checkAlive();
        }
    }

    /** Ends one with kill -9. */
    void kill(ForeignProcess process) {
        processes.remove(process);
        process.close();
    }

    /** The logs that a server has left, until the master hears of its death. */
    List<String> logsOf(String server) throws IOException {
        try (Stream<Path> logs = Files.list(root.resolve(LOGS).resolve(server))) {
            return logs.map(log -> log.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void close() {
        processes.forEach(ForeignProcess::close);
    }
}
