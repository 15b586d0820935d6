package io.coordkit.cli.demo.splitlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.hbase.wal.WAL;

/**
 * The files into which one log is split: {@code REGION/NNN.temp} while they grow, {@code REGION/NNN} when they are
 * complete, where NNN is the highest sequence id within, in 19 digits, as HBase names recovered edits.
 */
final class RegionOutputs implements Closeable {

    private static final String UNFINISHED = ".temp";

    private final WalFiles files;
    private final Path directory;
    private final Map<String, Output> open = new TreeMap<>();

    /** Begins in an empty directory: what an earlier attempt of the same worker has left there is overwritten or removed. */
    RegionOutputs(WalFiles files, Path directory) throws IOException {
        this.files = files;
        this.directory = Files.createDirectories(directory);
        for (Path old : WalRoot.list(directory)) {
            Files.delete(old);
        }
    }

    /** Whether the file was never completed. */
    static boolean isUnfinished(Path file) {
        return file.getFileName().toString().endsWith(UNFINISHED);
    }

    /** Adds an entry to the file of its region. */
    void append(WAL.Entry entry) throws IOException {
        String region = Bytes.toString(entry.getKey().getEncodedRegionName());
        Output output = open.get(region);
        if (output == null) {
            output = begin(region, entry.getKey().getSequenceId());
            open.put(region, output);
        }
        output.append(entry);
    }

    /** How many regions the log had edits of, so far. */
    int regions() {
        return open.size();
    }

    /** Completes all files: from here on they may be committed. */
    void complete() throws IOException {
        for (Output output : open.values()) {
            output.writer.close();
            Path complete = output.file.resolveSibling(name(output.lastSequenceId));
            Files.move(output.file, complete, StandardCopyOption.ATOMIC_MOVE);
        }
        open.clear();
    }

    /** Gives up what is not complete; the files stay, as they would after a crash. */
    @Override
    public void close() throws IOException {
        for (Output output : open.values()) {
            output.writer.close();
        }
    }

    private Output begin(String region, long firstSequenceId) throws IOException {
        Path file = directory.resolve(region).resolve(name(firstSequenceId) + UNFINISHED);
        return new Output(files.writeRecovered(file), file);
    }

    private static String name(long sequenceId) {
        return String.format(Locale.ROOT, "%019d", sequenceId);
    }

    private static final class Output {
        private final WalFiles.Writer writer;
        private final Path file;
        private long lastSequenceId;

        Output(WalFiles.Writer writer, Path file) {
            this.writer = writer;
            this.file = file;
        }

        void append(WAL.Entry entry) throws IOException {
            writer.append(entry);
            writer.sync();
            lastSequenceId = Math.max(lastSequenceId, entry.getKey().getSequenceId());
        }
    }
}
