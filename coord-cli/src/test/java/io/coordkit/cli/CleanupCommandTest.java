package io.coordkit.cli;

import static io.coordkit.cli.files.LogFixture.create;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.files.LogFixture;
import io.coordkit.core.storage.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.zookeeper.server.PurgeTxnLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanupCommandTest {

    @TempDir
    Path home;

    private Path data;

    @BeforeEach
    void makeFiveSnapshotsAndLogs() {
        data = home.resolve("data");
        LogFixture fixture = new LogFixture(data.resolve("version-2"));
        for (long zxid = 1; zxid <= 5; zxid++) {
            fixture.log(zxid, create("/n" + zxid, ""));
            fixture.snapshot(zxid, create("/n" + zxid, ""));
        }
    }

    @Test
    void keepsTheNewestAndTheLogsThatTheyNeed() throws IOException {
        ToolRun cleanup = ToolRun.of("cleanup", data, "-n", "3");
        assertThat(cleanup.exitCode()).isZero();
        assertThat(cleanup.out())
                .hasSize(4)
                .allMatch(line -> line.startsWith("Removing file: ") && line.contains("\t" + data));
        assertThat(names()).containsExactly("log.3", "log.4", "log.5", "snapshot.3", "snapshot.4", "snapshot.5");
    }

    /** Whatever lies about: snapshots that are none, compressed ones, logs that begin before, at and behind a snapshot. */
    @RepeatedTest(20)
    void removesWhatTheReferenceRemoves(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        Path ours = home.resolve("ours");
        Path theirs = Files.createDirectories(home.resolve("theirs/version-2"));
        LogFixture fixture = new LogFixture(ours.resolve("version-2"));
        for (long zxid = 1; zxid <= 40; zxid++) {
            if (random.nextInt(3) == 0) {
                fixture.log(zxid, create("/n", ""));
            }
            Compression compression = Compression.values()[random.nextInt(3)];
            switch (random.nextInt(8)) {
                case 0, 1 -> fixture.snapshot(compression, zxid, create("/n", ""));
                case 2 -> LogFixture.shorten(fixture.snapshot(zxid, create("/n", "")), 1 + random.nextInt(30));
                case 3 -> Files.createFile(ours.resolve("version-2/snapshot." + Long.toHexString(zxid)));
                default -> {}
            }
        }
        for (String name : names(ours)) {
            Files.copy(ours.resolve("version-2").resolve(name), theirs.resolve(name));
        }
        int keep = 3 + random.nextInt(3);
        PurgeTxnLog.purge(
                home.resolve("theirs").toFile(), home.resolve("theirs").toFile(), keep);
        ToolRun.of("cleanup", ours, "-n", keep);
        assertThat(names(ours)).isEqualTo(names(home.resolve("theirs")));
    }

    @Test
    void onlySaysItOnRequest() throws IOException {
        List<String> before = names();
        assertThat(ToolRun.of("cleanup", data, "--dry-run").out())
                .hasSize(4)
                .allMatch(line -> line.startsWith("Would remove file: "));
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void findsTheDirectoriesInAConfiguration() throws IOException {
        Path cfg = Files.writeString(home.resolve("zoo.cfg"), "dataDir=" + data + "\nclientPort=2181\n");
        assertThat(ToolRun.of("cleanup", cfg, "-n", "4").out()).hasSize(2);
        assertThat(names()).hasSize(8);
    }

    @Test
    void refusesToKeepTooFewOrToLookNowhere() {
        assertThat(ToolRun.of("cleanup", data, "-n", "2").err())
                .isEqualTo("coord: --count wants 3 or more, not 2 (see 'coord cleanup --help')");
        assertThat(ToolRun.of("cleanup", home.resolve("none")).err()).endsWith("none: directory does not exist");
    }

    private List<String> names() throws IOException {
        return names(data);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("version-2"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
