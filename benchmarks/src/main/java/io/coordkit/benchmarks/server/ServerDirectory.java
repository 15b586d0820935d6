package io.coordkit.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of one measured server: its zoo.cfg, its data and its log output. */
record ServerDirectory(Path path) {
    static ServerDirectory create(Path parent, String label) throws IOException {
        Files.createDirectories(parent);
        return new ServerDirectory(
                Files.createTempDirectory(parent, label + "-").toAbsolutePath());
    }

    Path log() {
        return path.resolve("server.log");
    }

    /** Defaults but for the port and the number of connections; forceSync stays on, so every write reaches the disk. */
    Path writeConfig(InetSocketAddress address) throws IOException {
        return Files.write(
                path.resolve("zoo.cfg"),
                List.of(
                        "tickTime=2000",
                        "dataDir=" + path.resolve("data"),
                        "clientPortAddress=" + address.getAddress().getHostAddress(),
                        "clientPort=" + address.getPort(),
                        "maxClientCnxns=0"));
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
