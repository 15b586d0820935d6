package io.coordkit.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.RawSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every four-letter word to Apache ZooKeeper and to us, both standalone and with a session that has something to show. */
class WordConformanceTest {
    private static ServerProcess reference;
    private static ServerProcess subject;
    private static RawSession referenceSession;
    private static RawSession subjectSession;

    @BeforeAll
    static void start() throws IOException {
        reference = start(Backend.APACHE);
        subject = start(Backend.SUBJECT);
        referenceSession = Busy.open(reference.port());
        subjectSession = Busy.open(subject.port());
    }

    private static ServerProcess start(Backend backend) throws IOException {
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "words");
        return ServerProcess.start(backend, home.toAbsolutePath(), ZooCfg.standalone());
    }

    @AfterAll
    static void stop() {
        referenceSession.close();
        subjectSession.close();
        reference.close();
        subject.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ruok", "srvr", "conf", "crst", "dirs", "wchs", "isro", "gtmk", "hash", "srst", "abcd", "lead"})
    void saysTheSame(String word) {
        assertThat(Shape.of(subject.fourLetterWord(word))).isEqualTo(Shape.of(reference.fourLetterWord(word)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stat", "cons", "wchc", "wchp"})
    void listsTheSame(String word) {
        assertThat(Shape.unordered(subject.fourLetterWord(word)))
                .isEqualTo(Shape.unordered(reference.fourLetterWord(word)));
    }

    @Test
    void dumpsTheSameSessions() {
        assertThat(sessions(subject)).isEqualTo(sessions(reference));
    }

    /** The reference's ordinary socket factory lists its connections behind that; its other one does not, as we do not. */
    private static String sessions(ServerProcess server) {
        String dump = Shape.of(server.fourLetterWord("dump"));
        return dump.substring(0, dump.indexOf("Connections dump:\n"));
    }

    @Test
    void countsTheSameWatches() {
        assertThat(subject.fourLetterWord("wchs")).isEqualTo(reference.fourLetterWord("wchs"));
    }

    @Test
    void knowsTheSameSurroundings() {
        assertThat(Shape.keys(subject.fourLetterWord("envi"), "="))
                .isEqualTo(Shape.keys(reference.fourLetterWord("envi"), "="));
    }

    @Test
    void hasTheSameMetrics() {
        Set<String> expected = Shape.keys(reference.fourLetterWord("mntr"), "\t");
        assertThat(Shape.keys(subject.fourLetterWord("mntr"), "\t")).containsAll(expected);
    }

    @Test
    void countsZnodesAndWatchesAlike() {
        for (String metric : new String[] {"znode_count", "watch_count", "ephemerals_count", "global_sessions"}) {
            assertThat(metric(subject, metric)).as(metric).isEqualTo(metric(reference, metric));
        }
    }

    private static String metric(ServerProcess server, String name) {
        return server.fourLetterWord("mntr")
                .lines()
                .filter(line -> line.startsWith("zk_" + name + "\t"))
                .findFirst()
                .orElseThrow();
    }
}
