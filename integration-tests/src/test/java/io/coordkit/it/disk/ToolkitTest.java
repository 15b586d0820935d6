package io.coordkit.it.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.JavaChild;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our tools for files beside the reference's own, on files of the reference's server. */
class ToolkitTest {

    private static final String OURS = "io.coordkit.cli.Main";

    @TempDir
    Path home;

    private Path files;

    @BeforeEach
    void letTheReferenceWriteFiles() throws Exception {
        ZooCfg cfg = ZooCfg.standalone().with("extendedTypesEnabled", "true");
        try (ServerProcess server = ServerProcess.start(Backend.APACHE, home, cfg);
                ZooKeeper client = new ZooKeeper(server.connectString(), 30_000, event -> {})) {
            client.create("/a", "one".getBytes(), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            client.create("/empty", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            client.create("/a/b", null, Ids.READ_ACL_UNSAFE, CreateMode.EPHEMERAL);
            client.create("/c", "x".getBytes(), Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER);
            client.create("/t", "y".getBytes(), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_WITH_TTL, null, 600_000);
            client.setData("/a", "changed".getBytes(), 0);
            client.setACL("/c", Ids.READ_ACL_UNSAFE, 0);
            client.multi(List.of(Op.check("/a", 1), Op.delete("/t", -1)));
            client.create("/d,e}", "z".getBytes(), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            client.delete("/d,e}", 0);
        }
        // A second start writes a snapshot of all that.
        ServerProcess.start(Backend.APACHE, home, cfg).close();
        files = home.resolve("data/version-2");
    }

    @Test
    void dumpsLogsAsTheReferenceDoes() throws IOException {
        Path log = pick("log.", true);
        List<String> expected = records(run("org.apache.zookeeper.server.persistence.TxnLogToolkit", log.toString()));
        assertThat(expected).hasSizeGreaterThan(10).anyMatch(line -> line.contains("createTTL /t,y,"));
        assertThat(records(run(OURS, "log", "dump", log.toString()))).containsExactlyElementsOf(expected);
    }

    /** What is not ours to print the same: the format of the time, line breaks within a record, the bytes of a multi. */
    private static List<String> records(List<String> lines) {
        String joined = String.join("\n", lines)
                .replaceAll("\\n(?=[],]|v?s?\\{)", "")
                .replaceAll("(?m)^.* session ", "session ");
        return joined.lines()
                .map(line -> line.replaceFirst(" multi .*", " multi"))
                .filter(line ->
                        !line.isBlank() && !line.startsWith("log4j") && line.matches("(session|ZooKeeper|EOF).*"))
                .map(String::strip)
                .toList();
    }

    @Test
    void dumpsSnapshotsAsTheReferenceDoes() throws IOException {
        Path snapshot = pick("snapshot.", false);
        List<String> expected = znodes(run("org.apache.zookeeper.server.SnapshotFormatter", "-d", snapshot.toString()));
        assertThat(expected)
                .anyMatch(block -> block.startsWith("\n/a\n  cZxid = 0x"))
                .hasSizeGreaterThan(6);
        assertThat(znodes(run(OURS, "snapshot", "dump", "-d", snapshot.toString())))
                .containsExactlyElementsOf(expected);
    }

    /** Blocks in any order: the reference's children come in the order of a hash table. */
    private static List<String> znodes(List<String> lines) {
        String text = String.join("\n", lines)
                .replaceFirst("(?s).*?ZNode Details \\(count=\\d+\\):", "")
                .replaceFirst("Target zxid digest is: .*\n", "");
        return Arrays.stream(text.split("----")).sorted().toList();
    }

    @Test
    void summarisesSnapshotsAsTheReferenceDoes() throws IOException {
        Path snapshot = pick("snapshot.", false);
        List<String> expected =
                run("org.apache.zookeeper.server.SnapshotRecursiveSummary", snapshot.toString(), "/", "1");
        List<String> ours = run(OURS, "snapshot", "summary", "--depth", "1", snapshot.toString());
        assertThat(expected).contains("-- /zookeeper");
        assertThat(ours).containsExactlyInAnyOrderElementsOf(summary(expected));
    }

    private static List<String> summary(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(" ") || line.startsWith("--"))
                .toList();
    }

    @Test
    void comparesSubtreesAsTheReferenceDoes() throws IOException {
        String before = pick("snapshot.", true).toString();
        String after = pick("snapshot.", false).toString();
        assertThat(compareBoth(before, after, 0, 0)).contains("+ /a 7 0").doesNotContain("+ /empty 0 0");
        assertThat(compareBoth(after, before, 0, 0)).contains("- /a 7 0");
        assertThat(compareBoth(before, after, 7, 1)).singleElement().asString().startsWith("~ / ");
    }

    private List<String> compareBoth(String left, String right, int bytes, int znodes) throws IOException {
        List<String> least = List.of("-b", Integer.toString(bytes), "-n", Integer.toString(znodes));
        List<String> theirs = new ArrayList<>(least);
        theirs.addAll(List.of("-l", left, "-r", right));
        List<String> ours = new ArrayList<>(List.of("snapshot", "compare"));
        ours.addAll(least);
        ours.addAll(List.of(left, right));
        List<String> expected = differencesOfTheReference(
                run("org.apache.zookeeper.server.SnapshotComparer", theirs.toArray(String[]::new)));
        assertThat(differences(run(OURS, ours.toArray(String[]::new)))).containsExactlyInAnyOrderElementsOf(expected);
        return expected;
    }

    /** As {@code + path bytes znodes-below}, {@code -} likewise, or {@code ~} with what there is more on the right. */
    private static List<String> differencesOfTheReference(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("Node /") || line.startsWith("Node  "))
                .map(line -> line.replaceFirst("Node  ", "Node / ")
                        .replaceFirst("Node (.*) found only in left tree. .*: (\\d+). .*: (\\d+)", "- $1 $2 $3")
                        .replaceFirst("Node (.*) found only in right tree. .*: (\\d+). .*: (\\d+)", "+ $1 $2 $3")
                        .replaceFirst("Node (.*) found in both trees. Delta: (\\S+) bytes, (\\S+) .*", "~ $1 $2 $3"))
                .toList();
    }

    private static List<String> differences(List<String> lines) {
        Pattern line = Pattern.compile("(.) (.*)  bytes (\\d+) -> (\\d+), znodes (\\d+) -> (\\d+)");
        return lines.stream()
                .map(line::matcher)
                .map(found -> {
                    assertThat(found.matches()).isTrue();
                    long bytes = Long.parseLong(found.group(4)) - Long.parseLong(found.group(3));
                    long znodes = Long.parseLong(found.group(6)) - Long.parseLong(found.group(5));
                    return switch (found.group(1)) {
                        case "+" -> "+ " + found.group(2) + " " + bytes + " " + (znodes - 1);
                        case "-" -> "- " + found.group(2) + " " + -bytes + " " + (-znodes - 1);
                        default -> "~ " + found.group(2) + " " + bytes + " " + znodes;
                    };
                })
                .toList();
    }

    @Test
    void chopsLogsAsTheReferenceDoes() throws IOException {
        Path log = pick("log.", true);
        run("org.apache.zookeeper.server.persistence.TxnLogToolkit", "-c", log.toString(), "-z", "5");
        Path expected = Path.of(log + ".chopped5");
        Path ours = home.resolve("chopped");
        run(OURS, "log", "chop", "-z", "5", "-o", ours.toString(), log.toString());
        assertThat(ours).hasSameBinaryContentAs(expected);
    }

    /** The oldest or the newest file of a kind. */
    private Path pick(String prefix, boolean oldest) throws IOException {
        try (Stream<Path> listing = Files.list(files)) {
            List<Path> sorted = listing.filter(
                            file -> file.getFileName().toString().startsWith(prefix))
                    .sorted((a, b) -> Long.compare(zxid(a), zxid(b)))
                    .toList();
            return sorted.get(oldest ? 0 : sorted.size() - 1);
        }
    }

    private static long zxid(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(name.indexOf('.') + 1), 16);
    }

    private List<String> run(String mainClass, String... arguments) throws IOException {
        Path nothing = Files.writeString(home.resolve("nothing"), "");
        Path output = home.resolve("printed-by-" + mainClass);
        Files.deleteIfExists(output);
        try (JavaChild child = JavaChild.startReading(nothing, output, mainClass, List.of(arguments))) {
            child.awaitExit();
            return child.output().lines().toList();
        }
    }
}
