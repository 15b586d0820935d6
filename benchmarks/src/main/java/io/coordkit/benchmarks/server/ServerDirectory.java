package io.coordkit.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of one measured server: its zoo.cfg, its data and its log output. */
record ServerDirectory(Path path) {
    private static final int LOG_TAIL_LINES = 20;

    static ServerDirectory create(Path parent, String label) throws IOException {
        Files.createDirectories(parent);
        return new ServerDirectory(
                Files.createTempDirectory(parent, label + "-").toAbsolutePath());
    }

    Path log() {
        return path.resolve("server.log");
    }

    Path config() {
        return path.resolve("zoo.cfg");
    }

    /**
     * Writes zoo.cfg and, for an ensemble, myid: ZooKeeper's sample but for ports, the number of connections and the
     * four-letter words, by which a leader is found, and without the administrator's port; forceSync stays on, so every write reaches the disk.
     *
     * @param all every server of the deployment, this one among them
     */
    void writeConfig(Place self, List<Place> all) throws IOException {
        Path data = Files.createDirectories(path.resolve("data"));
        List<String> lines = new ArrayList<>(List.of(
                "tickTime=2000",
                "initLimit=10",
                "syncLimit=5",
                "dataDir=" + data,
                "clientPortAddress=" + self.host(),
                "clientPort=" + self.clientPort(),
                "maxClientCnxns=0",
                "4lw.commands.whitelist=*",
                "admin.enableServer=false"));
        if (all.size() > 1) {
            Files.writeString(data.resolve("myid"), self.id() + "\n");
            all.stream().map(Place::serverLine).forEach(lines::add);
            if (self.observer()) {
                lines.add("peerType=observer");
            }
        }
        Files.write(config(), lines);
    }

    /** The server's last words. */
    String logTail() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read: " + e + ")";
        }
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(ServerDirectory::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
