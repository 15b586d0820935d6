package io.coordkit.it.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server with {@code dataLogDir}: its log is there, its snapshots are not, and it finds both again. */
@Timeout(120)
class SeparateLogTest {
    @TempDir
    private Path home;

    @Test
    void theLogIsInItsOwnDirectoryAndSnapshotsInTheOther() throws IOException {
        Path logs = home.resolve("logs");
        ZooCfg cfg = ZooCfg.standalone().with("dataLogDir", logs.toString()).with("snapCount", "2");
        try (ServerProcess server = ServerProcess.start(Backend.SUBJECT, home, cfg);
                RawSession session = RawSession.open(server.port())) {
            for (int i = 0; i < 50; i++) {
                assertThat(session.call(Op.CREATE, Requests.create("/n" + i, "x", List.of(Acl.OPEN), 0))
                                .err())
                        .isZero();
            }
            session.endSession();
        }
        assertThat(names(logs.resolve("version-2")))
                .anyMatch(name -> name.startsWith("log."))
                .noneMatch(name -> name.startsWith("snapshot."));
        assertThat(names(home.resolve("data").resolve("version-2")))
                .anyMatch(name -> name.startsWith("snapshot."))
                .noneMatch(name -> name.startsWith("log."));
        try (ServerProcess server = ServerProcess.start(Backend.SUBJECT, home, cfg);
                RawSession session = RawSession.open(server.port())) {
            assertThat(session.call(Op.EXISTS, Requests.path("/n49", false)).err())
                    .isZero();
            session.endSession();
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
