package io.coordkit.it.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.RawSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.Adler32;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What both servers count who start with the same logs, right ones and others. */
class ReplayedDigestsTest {

    private static final int HEADER_BYTES = 16;
    private static final int RECORD_HEADER_BYTES = 12;
    private static final int WRITES = 9;
    private static final ZooCfg CFG = ZooCfg.standalone();

    @TempDir
    Path home;

    @Test
    void bothCountWhatDiffersAndServe() throws Exception {
        Path origin = home.resolve("origin");
        try (ServerProcess server = ServerProcess.start(Backend.APACHE, origin, CFG);
                ZooKeeper client = new ZooKeeper(server.connectString(), 30_000, event -> {})) {
            client.create("/kept", "as it was".getBytes(), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            client.create("/a", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            for (int i = 0; i < WRITES; i++) {
                client.setData("/a", new byte[i], -1);
            }
            server.process().kill9();
        }
        Path log = origin.resolve("data/version-2/log.1");
        Files.write(log, withOther(Files.readAllBytes(log), "as it was", "different"));
        assertThat(mismatches(Backend.APACHE, CFG, log.getParent()))
                .as("the tree differs from there on")
                .isEqualTo(2 + WRITES);
        assertThat(mismatches(Backend.SUBJECT, CFG, log.getParent())).isEqualTo(2 + WRITES);
        assertThat(Files.readString(home.resolve(Backend.SUBJECT + "/output.txt"))
                        .lines())
                .filteredOn(line -> line.contains("digest-mismatch"))
                .singleElement()
                .asString()
                .contains("zxid=0x0_2 ", "its snapshot and log");
    }

    /**
     * With snapshots taken while it was written. The reference reckons a multi wrongly that makes a child of the root and writes the
     * root's data: such digests differ from its own tree too, once each.
     */
    @Test
    void bothCountTheSameInWhatTheReferenceWrote() throws Exception {
        Path origin = home.resolve("origin");
        ZooCfg often = CFG.with("snapCount", "100").with("extendedTypesEnabled", "true");
        try (ServerProcess server = ServerProcess.start(Backend.APACHE, origin, often)) {
            new Filler(RawSession.open(server.port()), 1).write(300);
            server.process().kill9();
        }
        Path files = origin.resolve("data/version-2");
        assertThat(mismatches(Backend.SUBJECT, often, files)).isEqualTo(mismatches(Backend.APACHE, often, files));
    }

    /** Counted by a server that starts with a copy of these files. */
    private long mismatches(Backend backend, ZooCfg cfg, Path files) throws IOException {
        Path own = home.resolve(backend.toString());
        Path copies = Files.createDirectories(own.resolve("data/version-2"));
        try (Stream<Path> listing = Files.list(files)) {
            for (Path file : listing.toList()) {
                Files.copy(file, copies.resolve(file.getFileName()));
            }
        }
        try (ServerProcess server = ServerProcess.start(backend, own, cfg)) {
            return DigestMismatches.of(server);
        }
    }

    /** The log with other data in one transaction, and the checksum that goes with it. */
    private static byte[] withOther(byte[] log, String data, String other) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(log);
        int at = HEADER_BYTES;
        while (true) {
            int length = bytes.getInt(at + 8);
            int payload = at + RECORD_HEADER_BYTES;
            String text = new String(log, payload, length, StandardCharsets.ISO_8859_1);
            int found = text.indexOf(data);
            if (found >= 0) {
                bytes.put(payload + found, other.getBytes(StandardCharsets.ISO_8859_1));
                Adler32 checksum = new Adler32();
                checksum.update(log, payload, length);
                bytes.putLong(at, checksum.getValue());
                return log;
            }
            // One byte ends a record.
            at = payload + length + 1;
        }
    }
}
