package io.coordkit.it.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.ConnectReply;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory changes hands between the two servers; each must show what the other had acknowledged, to the last field. */
class DiskCompatibilityTest {

    private static final int OPERATIONS = 300;

    /** Often enough for several logs and snapshots in a round. */
    private static final ZooCfg CFG = ZooCfg.standalone()
            .with("snapCount", "100")
            .with("extendedTypesEnabled", "true")
            .with("preAllocSize", "64");

    @TempDir
    Path home;

    /** A server that is gone: what its tree was, and the session it left open. */
    private record Legacy(List<String> tree, ConnectReply session) {}

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theDirectoryGoesBackAndForth(boolean killed) throws IOException {
        Legacy legacy = fill(Backend.SUBJECT, 1, killed);
        for (Backend next : List.of(Backend.APACHE, Backend.SUBJECT, Backend.APACHE, Backend.SUBJECT)) {
            takeOver(next, legacy);
            legacy = fill(next, legacy.tree().size(), killed);
        }
    }

    /** Writes under a session that stays open, and leaves. */
    private Legacy fill(Backend backend, long seed, boolean killed) throws IOException {
        try (ServerProcess server = ServerProcess.start(backend, home, CFG)) {
            RawSession session = RawSession.open(server.port());
            new Filler(session, seed).write(OPERATIONS);
            var legacy = new Legacy(TreeDump.of(server.port()), session.granted());
            session.close();
            if (killed) {
                server.process().kill9();
            } else {
                server.process().terminate();
            }
            return legacy;
        }
    }

    /** Finds the tree as it was, and the session with its ephemerals, which end together. */
    private void takeOver(Backend backend, Legacy legacy) throws IOException {
        try (ServerProcess server = ServerProcess.start(backend, home, CFG)) {
            assertThat(TreeDump.of(server.port()))
                    .as("tree read by %s", backend)
                    .isEqualTo(legacy.tree());
            String owner = "owner=" + Long.toHexString(legacy.session().session()) + " ";
            assertThat(legacy.tree()).as("ephemerals of the session").anyMatch(line -> line.contains(owner));
            RawSession.resume(server.port(), legacy.session()).endSession();
            List<String> after = TreeDump.of(server.port());
            assertThat(after).noneMatch(line -> line.contains(owner));
            server.process().kill9();
            try (ServerProcess again = ServerProcess.start(backend, home, CFG)) {
                assertThat(TreeDump.of(again.port())).as("tree after a restart").isEqualTo(after);
            }
        }
    }

    @Test
    void aTornTailIsForgottenByBoth() throws IOException {
        ZooCfg cfg = ZooCfg.standalone();
        List<String> tree;
        try (ServerProcess server = ServerProcess.start(Backend.SUBJECT, home, cfg)) {
            RawSession session = RawSession.open(server.port());
            new Filler(session, 7).write(OPERATIONS);
            session.endSession();
            tree = TreeDump.of(server.port());
            RawSession last = RawSession.open(server.port());
            last.call(Op.CREATE, Requests.create("/torn", "last", List.of(Acl.OPEN), 0));
            server.process().kill9();
        }
        tearLastRecord();
        for (Backend backend : List.of(Backend.APACHE, Backend.SUBJECT)) {
            try (ServerProcess server = ServerProcess.start(backend, home, cfg)) {
                assertThat(TreeDump.of(server.port()))
                        .as("tree read by %s", backend)
                        .isEqualTo(tree);
            }
        }
    }

    /** Zeroes the end of the last record of the newest log, as a crash in the middle of a write may leave it. */
    private void tearLastRecord() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("data/version-2"))) {
            Path newest = files.filter(file -> file.getFileName().toString().startsWith("log."))
                    .max(Comparator.comparingLong(DiskCompatibilityTest::zxid))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(newest);
            int end = bytes.length;
            while (bytes[end - 1] == 0) {
                end--;
            }
            assertThat(bytes[end - 1]).as("the end mark of a record").isEqualTo((byte) 'B');
            Arrays.fill(bytes, end - 10, end, (byte) 0);
            Files.write(newest, bytes);
        }
    }

    private static long zxid(Path log) {
        return Long.parseLong(log.getFileName().toString().substring("log.".length()), 16);
    }
}
