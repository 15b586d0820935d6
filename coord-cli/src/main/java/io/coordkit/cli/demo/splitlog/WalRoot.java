package io.coordkit.cli.demo.splitlog;

import io.coordkit.hbase.paths.ServerName;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the cluster keeps its files, named as HBase names them. In a real cluster this is a directory of HDFS that all
 * servers share; here it is one on the local disk.
 */
record WalRoot(Path directory) {

    private static final String SPLITTING = "-splitting";
    private static final long ROLL_MS = 3_600_000;

    /** The n-th log of a living server. */
    Path log(ServerName server, int number) {
        String name = URLEncoder.encode(server.toString(), StandardCharsets.UTF_8);
        return logs(server).resolve(name + '.' + (server.startCode() + number * ROLL_MS));
    }

    private Path logs(ServerName server) {
        return directory.resolve("WALs").resolve(server.toString());
    }

    /**
     * Takes a dead server's logs away from it: the directory gets another name, so that the server, should it only have
     * been slow, cannot begin another log in it.
     *
     * @return the logs in the order of writing, relative to the root
     */
    List<String> takeLogs(ServerName dead) throws IOException {
        Path taken = Files.move(logs(dead), directory.resolve("WALs").resolve(dead + SPLITTING));
        return list(taken).stream()
                .map(file -> directory.relativize(file).toString())
                .toList();
    }

    /** A log by its path relative to the root. */
    Path log(String walPath) {
        return directory.resolve(walPath);
    }

    /** Where a worker prepares what it splits from a log, one directory for each region. Nobody reads it before the commit. */
    Path prepared(ServerName worker, String walPath) {
        return directory.resolve("splitWAL").resolve(worker.toString()).resolve(fileName(walPath));
    }

    /** Where a region finds, when it is opened again, the edits that it has not yet stored otherwise. */
    Path recoveredEdits(String region) {
        Path table = directory.resolve("data").resolve("default").resolve(Table.NAME);
        return table.resolve(region).resolve("recovered.edits");
    }

    /** Where a log goes when all of it is recovered. */
    Path archived(String walPath) {
        return archive().resolve(fileName(walPath));
    }

    Path archive() {
        return directory.resolve("oldWALs");
    }

    /** The files below a directory that is there, sorted; none when it is not. */
    static List<Path> list(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String fileName(String walPath) {
        return walPath.substring(walPath.lastIndexOf('/') + 1);
    }
}
