package io.coordkit.cli.demo.splitlog;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.hbase.wal.WAL;
import org.apache.hadoop.hbase.wal.WALFactory;
import org.apache.hadoop.hbase.wal.WALProvider;
import org.apache.hadoop.hbase.wal.WALStreamReader;
import org.jspecify.annotations.Nullable;

/** HBase's own writer and reader of write-ahead logs, on the local disk. Nothing here knows the format. */
final class WalFiles {

    private final Configuration configuration = new Configuration(false);
    private final FileSystem disk;

    WalFiles() throws IOException {
        // HBase insists on a file that can be flushed while it grows. Hadoop's usual local file system, which keeps
        // checksums in files beside, cannot do that; the plain one can.
        configuration.set("fs.file.impl", RawLocalFileSystem.class.getName());
        disk = FileSystem.get(URI.create("file:///"), configuration);
    }

    /** Begins a log. */
    Writer writeLog(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return new Writer(WALFactory.createWALWriter(disk, hadoop(file), configuration));
    }

    /** Begins a file of recovered edits; one that is there is overwritten. */
    Writer writeRecovered(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return new Writer(WALFactory.getInstance(configuration).createRecoveredEditsWriter(disk, hadoop(file)));
    }

    /** A growing file. */
    record Writer(WALProvider.Writer writer) implements Closeable {

        /** Adds an entry. */
        void append(WAL.Entry entry) throws IOException {
            writer.append(entry);
        }

        /** Hands everything to the operating system: from here on a crash of this process loses nothing. */
        void sync() throws IOException {
            writer.sync(false);
        }

        /** Writes the trailer that says that nothing is missing. */
        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    /** Takes the entries of a log one by one. */
    @FunctionalInterface
    interface Visitor {
        /** Returns false to stop. */
        boolean visit(WAL.Entry entry) throws IOException, InterruptedException;
    }

    /**
     * Reads a log, also one whose writer died before it was closed: such a log ends where the file ends.
     *
     * @return false when the visitor stopped
     * @throws FileNotFoundException when there is no such log
     */
    boolean readLog(Path log, Visitor visitor) throws IOException, InterruptedException {
        try (WALStreamReader reader = open(log)) {
            for (WAL.Entry entry = nextOfLog(reader); entry != null; entry = nextOfLog(reader)) {
                if (!visitor.visit(entry)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static WAL.@Nullable Entry nextOfLog(WALStreamReader reader) throws IOException {
        try {
            return reader.next();
        } catch (EOFException noTrailer) {
            return null;
        }
    }

    /**
     * Reads a file of recovered edits to its trailer.
     *
     * @throws EOFException when it has none
     */
    List<Edit> readRecovered(Path file) throws IOException {
        List<Edit> edits = new ArrayList<>();
        try (WALStreamReader reader = open(file)) {
            for (WAL.Entry entry = reader.next(); entry != null; entry = reader.next()) {
                edits.add(Edit.of(entry));
            }
        }
        return edits;
    }

    /** Asks first: for a missing log HBase would search the archive of a root directory that we have not configured. */
    private WALStreamReader open(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new FileNotFoundException(file.toString());
        }
        return WALFactory.createStreamReader(disk, hadoop(file), configuration);
    }

    private static org.apache.hadoop.fs.Path hadoop(Path file) {
        return new org.apache.hadoop.fs.Path(file.toUri());
    }
}
