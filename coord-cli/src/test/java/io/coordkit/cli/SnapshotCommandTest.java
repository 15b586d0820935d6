package io.coordkit.cli;

import static io.coordkit.cli.files.LogFixture.create;
import static io.coordkit.cli.files.LogFixture.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.files.LogFixture;
import io.coordkit.core.storage.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotCommandTest {

    @TempDir
    Path home;

    private Path data;
    private LogFixture fixture;

    @BeforeEach
    void makeDirectory() {
        data = home.resolve("data");
        fixture = new LogFixture(data.resolve("version-2"));
    }

    @Test
    void dumpsTheNewestOfADirectory() {
        fixture.snapshot(1, create("/old", ""));
        fixture.snapshot(1, create("/a", "one"), create("/a/b", ""));
        ToolRun dump = ToolRun.of("snapshot", "dump", "-d", data);
        assertThat(dump.exitCode()).isZero();
        assertThat(dump.out())
                .startsWith("ZNode Details (count=6):", "----", "/", "  cZxid = 0x00000000000000")
                .contains(
                        "/a",
                        "  cZxid = 0x00000000000001",
                        "  data = b25l",
                        "Session Details (sid, timeout, ephemeralCount):")
                .endsWith("----", "Last zxid: 0x2");
    }

    @Test
    void dumpsJson() {
        fixture.snapshot(1, create("/a", "one"));
        assertThat(ToolRun.of("snapshot", "dump", "--json", data).out())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("{\"path\":\"/a\",\"data\":\"one\",\"acl\":[{")
                        && line.contains("\"czxid\":\"0x1\""));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void readsCompressedSnapshots(Compression compression) {
        Path snapshot = fixture.snapshot(compression, 1, create("/a", "one"));
        assertThat(ToolRun.of("snapshot", "check", snapshot).exitCode()).isZero();
        assertThat(ToolRun.of("snapshot", "dump", "--json", data).out())
                .anyMatch(line -> line.startsWith("{\"path\":\"/a\",\"data\":\"one\""));
        assertThat(ToolRun.of("snapshot", "at", "0x1", data, "--into", home.resolve("into"))
                        .exitCode())
                .isZero();
    }

    @Test
    void checksChecksums() throws IOException {
        Path good = fixture.snapshot(1, create("/a", "one"));
        Path bad = fixture.snapshot(1, create("/a", "one"), create("/b", "two"));
        assertThat(ToolRun.of("snapshot", "check", data).exitCode()).isZero();
        LogFixture.damage(bad, Files.size(bad) / 2);
        ToolRun check = ToolRun.of("snapshot", "check", data);
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out().get(0)).startsWith(good + ": good, 5 znodes, 0 sessions, ");
        assertThat(check.out().get(1)).startsWith("PROBLEM " + bad + ": cannot be read: ");
        assertThat(ToolRun.of("snapshot", "dump", bad).err())
                .startsWith("coord: " + bad + ": cannot be read: ")
                .hasLineCount(1);
    }

    @Test
    void comparesZnodeByZnode() {
        Path left = fixture.snapshot(1, create("/a", "one"), create("/gone", ""));
        Path right = new LogFixture(home.resolve("right"))
                .snapshot(1, create("/a", "one"), create("/new", ""), set("/a", "three", 1));
        ToolRun compare = ToolRun.of("snapshot", "compare", left, right);
        assertThat(compare.exitCode()).isEqualTo(1);
        assertThat(compare.out())
                .containsExactly("~ /a  bytes 3 -> 5, version 0 -> 1, mzxid 0x1 -> 0x3", "- /gone", "+ /new");
        assertThat(ToolRun.of("snapshot", "compare", left, left).exitCode()).isZero();
    }

    @Test
    void comparesSubtreesBySize() {
        Path left = fixture.snapshot(1, create("/a", "one"), create("/b", ""));
        Path right = new LogFixture(home.resolve("right"))
                .snapshot(1, create("/a", "one"), create("/b", ""), create("/b/1", "x"), create("/b/2", "yy"));
        assertThat(ToolRun.of("snapshot", "compare", "-n", "1", left, right).out())
                .containsExactly("~ /  bytes 3 -> 6, znodes 6 -> 8", "~ /b  bytes 0 -> 3, znodes 1 -> 3");
        assertThat(ToolRun.of("snapshot", "compare", "-b", "1", left, right).out())
                .containsExactly(
                        "~ /  bytes 3 -> 6, znodes 6 -> 8",
                        "~ /b  bytes 0 -> 3, znodes 1 -> 3",
                        "+ /b/2  bytes 0 -> 2, znodes 0 -> 1");
    }

    @Test
    void summarisesSubtrees() {
        fixture.snapshot(1, create("/a", "one"), create("/a/b", "22"), create("/a/b/c", "1"));
        assertThat(ToolRun.of("snapshot", "summary", "--depth", "1", data).out())
                .containsExactly(
                        " /",
                        "   children: 6",
                        "   data: 6",
                        "-- /a",
                        "--   children: 2",
                        "--   data: 6",
                        "-- /zookeeper",
                        "--   children: 2",
                        "--   data: 0");
        assertThat(ToolRun.of("snapshot", "summary", data, "/a/b").out())
                .containsExactly(" /a/b", "   children: 1", "   data: 3");
        assertThat(ToolRun.of("snapshot", "summary", data, "/none").err()).endsWith("there is no znode /none");
    }

    @Test
    void goesBackToATransaction() {
        fixture.snapshot(1, create("/a", "1"), create("/b", ""));
        fixture.log(1, create("/a", "1"), create("/b", ""), set("/a", "3", 1), set("/a", "4", 2));
        Path into = home.resolve("into");
        assertThat(ToolRun.of("snapshot", "at", "0x3", data, "--into", into).out())
                .containsExactly(
                        into.resolve("snapshot.3") + ": 6 znodes after 0x3, from snapshot.2 and 1 transactions");
        assertThat(ToolRun.of("snapshot", "dump", "--json", into).out())
                .anyMatch(line -> line.startsWith("{\"path\":\"/a\",\"data\":\"3\""));
        assertThat(ToolRun.of("snapshot", "at", "latest", data, "--into", into)
                        .out()
                        .get(0))
                .startsWith(into.resolve("snapshot.4") + ": 6 znodes after 0x4");
        assertThat(ToolRun.of("snapshot", "at", "0x1", data, "--into", into)
                        .out()
                        .get(0))
                .as("no snapshot is so old, but the logs go back to the first transaction")
                .endsWith("5 znodes after 0x1, from the logs alone and 1 transactions");
        assertThat(ToolRun.of("snapshot", "at", "0x3", data, "--into", into).err())
                .endsWith("snapshot.3: exists already");
    }

    @Test
    void doesNotMakeUpWhatIsMissing() {
        fixture.snapshot(5, create("/a", "1"));
        fixture.log(5, create("/a", "1"), set("/a", "2", 1));
        assertThat(ToolRun.of("snapshot", "at", "0x4", data, "--into", home.resolve("into"))
                        .err())
                .contains("goes from zxid 0x0 to 0x5; what was in between is missing");
        assertThat(ToolRun.of("snapshot", "at", "x", data).exitCode()).isEqualTo(2);
    }
}
