package io.coordkit.server.fuzz;

import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.storage.Compression;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.HistoryEditor;
import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import io.coordkit.server.config.ConfigException;
import io.coordkit.server.config.ZooCfg;
import io.coordkit.server.storage.CompressedSnapshots;
import io.coordkit.server.storage.DiskFileIo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** What is found in files: transactions, logs, snapshots, configurations. */
final class FileTargets {
    private static final LogOptions LOG = new LogOptions(0, 0, false, 1 << 16);
    private static final int TRANSACTIONS = 8;

    private final Path directory;

    /** @param directory empty, and the targets' alone */
    FileTargets(Path directory) {
        this.directory = directory;
    }

    List<Target> all() throws IOException {
        List<Target> targets = new ArrayList<>();
        targets.add(new Target(
                "transaction",
                transactions(),
                List.of(MalformedRecordException.class),
                in -> TxnCodec.read(new JuteReader(in))));
        Path logs = directory.resolve("logs");
        targets.add(ofFile("log", logs, logIn(logs)));
        for (Compression compression : Compression.values()) {
            Path home = directory.resolve(compression.name());
            targets.add(ofFile("snapshot " + compression, home, snapshotIn(home, compression)));
        }
        targets.add(new Target("zoo.cfg", List.of(bytes(cfg())), List.of(ConfigException.class), this::readCfg));
        targets.add(new Target(
                "membership",
                List.of(bytes(MEMBERS)),
                List.of(MemberSyntaxException.class),
                in -> Membership.parse(new String(in, StandardCharsets.UTF_8))));
        return targets;
    }

    private static final String MEMBERS =
            "server.1=a:2888:3888:participant;2181\nserver.2=[::1]:1:2;[::]:3\nserver.3=b:1:2:observer\n"
                    + "group.1=1:2\nweight.1=2\nversion=1a";

    private String cfg() throws IOException {
        Files.writeString(directory.resolve("myid"), "1");
        return "tickTime=2000\ndataDir=" + directory + "\nclientPort=2181\ninitLimit=10\nsyncLimit=5\n"
                + "server.1=127.0.0.1:2888:3888\nserver.2=127.0.0.1:2889:3889\nsnapCount=10\nforceSync=no\n"
                + "snapshot.compression.method=gz\njute.maxbuffer=0x100\nsnapshotSizeFactor=0.5\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void readCfg(byte[] input) throws IOException, ConfigException {
        Path file = Files.write(directory.resolve("zoo.cfg"), input);
        ZooCfg.read(file, new Properties());
    }

    /** A data directory in which one file is spoiled: it is repaired, passed over or refused. */
    private static Target ofFile(String name, Path home, Path spoiled) throws IOException {
        List<byte[]> samples = List.of(Files.readAllBytes(spoiled));
        List<Path> others = list(home);
        return new Target(name, samples, List.of(StorageException.class), input -> {
            for (Path file : list(home)) {
                if (!others.contains(file)) {
                    Files.delete(file);
                }
            }
            Files.write(spoiled, input);
            recover(directory(home, Compression.NONE));
        });
    }

    private static List<Path> list(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.toList();
        }
    }

    private static DataDirectory directory(Path home, Compression compression) {
        DiskFileIo files = DiskFileIo.open(home, true);
        return new DataDirectory(files, files, new CompressedSnapshots(compression));
    }

    private static StateRecovery.Recovered recover(DataDirectory directory) {
        return new StateRecovery(directory, TreeOptions.DEFAULT, LOG.payloadBytesMax(), RecentLog.Limits.NONE)
                .recover(StateRecovery.Trust.USUAL);
    }

    /** A log behind the snapshot of a newborn server. */
    private static Path logIn(Path home) {
        DataDirectory directory = directory(home, Compression.NONE);
        recover(directory);
        try (LogAppender appender = new LogAppender(directory.logFiles(), LOG, 0)) {
            LogBatch batch = new LogBatch();
            List<byte[]> payloads = transactions();
            for (int i = 1; i <= TRANSACTIONS; i++) {
                byte[] payload = payloads.get(i - 1);
                batch.add(i, payload, 0, payload.length);
            }
            appender.append(batch);
        }
        return home.resolve("log.1");
    }

    private static Path snapshotIn(Path home, Compression compression) {
        DataDirectory directory = directory(home, compression);
        DataTree tree = DataTree.newborn(TreeOptions.DEFAULT);
        for (int i = 1; i <= TRANSACTIONS; i++) {
            tree.apply(header(i), create(i));
        }
        try (LogAppender appender = new LogAppender(directory.logFiles(), LOG, 0)) {
            new HistoryEditor(directory, appender).install(tree);
        }
        return home.resolve(directory.snapshots().get(0));
    }

    private static TxnHeader header(int i) {
        return new TxnHeader(1, i, i, 1_700_000_000_000L);
    }

    private static Txn create(int i) {
        return new Txn.Create(OpCode.CREATE2, "/n" + i, new byte[i], Acl.OPEN, i % 2 == 0, i, 0);
    }

    private static List<byte[]> transactions() {
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 1; i <= TRANSACTIONS; i++) {
            JuteWriter out = new JuteWriter(100);
            TxnCodec.write(out, header(i), create(i));
            TxnCodec.writeDigest(out, 77);
            payloads.add(out.toByteArray());
        }
        return payloads;
    }
}
