package io.coordkit.hbase.wal;

import io.coordkit.hbase.paths.SplitTaskName;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.RegionInfo;
import org.apache.hadoop.hbase.client.RegionInfoBuilder;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.hbase.util.CommonFSUtils;
import org.apache.hadoop.hbase.wal.WAL;
import org.apache.hadoop.hbase.wal.WALEdit;
import org.apache.hadoop.hbase.wal.WALFactory;
import org.apache.hadoop.hbase.wal.WALKeyImpl;
import org.apache.hadoop.hbase.wal.WALProvider;
import org.apache.hadoop.hbase.wal.WALSplitUtil;
import org.apache.hadoop.hbase.wal.WALStreamReader;

/** The directory of a small cluster: a table of four regions, and the logs of a server that died. */
final class Wals {
    private static final String DEAD = "rs1.example.org,16020,1";
    private static final TableName TABLE = TableName.valueOf("t");
    private static final UUID CLUSTER = new UUID(0, 1);

    private final Path root;
    private final Configuration configuration;
    private final FileSystem files;
    private final List<RegionInfo> regions = new ArrayList<>();
    private final Map<String, List<Long>> written = new TreeMap<>();
    private long sequenceId;

    Wals(Path root) throws IOException {
        this.root = root;
        configuration = HBaseConfiguration.create();
        configuration.set("hbase.rootdir", root.toUri().toString());
        configuration.set("fs.file.impl", LeasedFiles.class.getName());
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        files = CommonFSUtils.getRootDir(configuration).getFileSystem(configuration);
        for (String start : List.of("", "g", "n", "t")) {
            RegionInfo region = RegionInfoBuilder.newBuilder(TABLE)
                    .setStartKey(Bytes.toBytes(start))
                    .setRegionId(1)
                    .build();
            regions.add(region);
            files.mkdirs(directory(region));
            written.put(region.getEncodedName(), new ArrayList<>());
        }
    }

    Configuration configuration() {
        return configuration;
    }

    /** A log with the next edits, one region after the other. */
    SplitTaskName write(int number, int edits) throws IOException {
        String path = "WALs/" + DEAD + "-splitting/" + DEAD.replace(",", "%2C") + "." + (1_700_000_000_000L + number);
        Files.createDirectories(root.resolve(path).getParent());
        try (WALProvider.Writer writer = WALFactory.createWALWriter(files, hadoop(path), configuration)) {
            for (int i = 0; i < edits; i++) {
                RegionInfo region = regions.get(i % regions.size());
                long id = ++sequenceId;
                writer.append(entry(region, id));
                written.get(region.getEncodedName()).add(id);
            }
            writer.sync(false);
        }
        return SplitTaskName.ofWal(path);
    }

    private static WAL.Entry entry(RegionInfo region, long id) {
        WALEdit edit = new WALEdit();
        byte[] row = Bytes.toBytes(Bytes.toString(region.getStartKey()) + id);
        edit.add(new KeyValue(row, Bytes.toBytes("f"), Bytes.toBytes("q"), id, Bytes.toBytes("value " + id)));
        return new WAL.Entry(new WALKeyImpl(region.getEncodedNameAsBytes(), TABLE, id, id, CLUSTER), edit);
    }

    /** As after a crash of its writer: the log ends with an edit. */
    void cutTrailer(SplitTaskName task) throws IOException {
        try (FileChannel channel = FileChannel.open(root.resolve(task.walPath()), StandardOpenOption.WRITE)) {
            // A trailer without fields is its length, 0, and the word LAWP; HBase's end of edits is in front of it.
            channel.truncate(channel.size() - 8);
        }
    }

    /** As after a crash of its machine: the log ends within an edit, which its writer never acknowledged. */
    void cutLastEdit(SplitTaskName task) throws IOException {
        cutTrailer(task);
        try (FileChannel channel = FileChannel.open(root.resolve(task.walPath()), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 20);
        }
        written.get(regions.get((int) ((sequenceId - 1) % regions.size())).getEncodedName())
                .remove(sequenceId);
    }

    /** As after a crash of its writer before it wrote anything. */
    void empty(SplitTaskName task) throws IOException {
        Files.write(root.resolve(task.walPath()), new byte[0]);
        written.values().forEach(List::clear);
    }

    /** Forgets what has been flushed up to an id: nobody needs to find it. */
    void flushed(String region, long upTo) {
        written.get(region).removeIf(id -> id <= upTo);
    }

    /** No longer begins as a log does. */
    void corrupt(SplitTaskName task) throws IOException {
        byte[] bytes = Files.readAllBytes(root.resolve(task.walPath()));
        for (int i = 0; i < 64; i++) {
            bytes[i] = 'x';
        }
        Files.write(root.resolve(task.walPath()), bytes);
    }

    /** One region's directory goes; its encoded name. */
    String removeRegion() throws IOException {
        RegionInfo region = regions.get(0);
        files.delete(directory(region), true);
        return region.getEncodedName();
    }

    /** The sequence ids of each region's edits. */
    Map<String, List<Long>> written() {
        return written;
    }

    /** The same, as each region that exists finds them. */
    Map<String, List<Long>> recovered() throws IOException {
        Map<String, List<Long>> found = new TreeMap<>();
        for (RegionInfo region : regions) {
            if (files.exists(directory(region))) {
                List<Long> edits = new ArrayList<>();
                for (org.apache.hadoop.fs.Path file : WALSplitUtil.getSplitEditFilesSorted(files, directory(region))) {
                    read(file, edits);
                }
                found.put(region.getEncodedName(), edits);
            }
        }
        return found;
    }

    private void read(org.apache.hadoop.fs.Path file, List<Long> edits) throws IOException {
        try (WALStreamReader reader = WALFactory.createStreamReader(files, file, configuration)) {
            for (WAL.Entry entry = reader.next(); entry != null; entry = reader.next()) {
                long id = entry.getKey().getSequenceId();
                String value = Bytes.toString(entry.getEdit().getCells().get(0).getValueArray());
                if (!value.contains("value " + id)) {
                    throw new EOFException("edit " + id + " of " + file + " is damaged");
                }
                edits.add(id);
            }
        }
    }

    /** All files below the table. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve("data"))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    List<String> names(String directory) throws IOException {
        try (Stream<Path> all = Files.list(root.resolve(directory))) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    static String nameOf(SplitTaskName task) {
        return task.walPath().substring(task.walPath().lastIndexOf('/') + 1);
    }

    private org.apache.hadoop.fs.Path directory(RegionInfo region) throws IOException {
        org.apache.hadoop.fs.Path table = CommonFSUtils.getTableDir(CommonFSUtils.getRootDir(configuration), TABLE);
        return new org.apache.hadoop.fs.Path(table, region.getEncodedName());
    }

    private org.apache.hadoop.fs.Path hadoop(String path) {
        return new org.apache.hadoop.fs.Path(root.resolve(path).toUri());
    }
}
