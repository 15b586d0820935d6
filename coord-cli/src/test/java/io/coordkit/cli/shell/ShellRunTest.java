package io.coordkit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.server.CoordServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellRunTest {

    private static CoordServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = CoordServer.builder().dataDirectory(directory).start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void doesOneCommandWhoseWordsAreTakenAsTheyAre() throws Exception {
        assertThat(shell(false).command(List.of("create", "/one", "two words"))).isZero();
        assertThat(shell(false).command(List.of("get", "/one"))).isZero();
        assertThat(printed()).containsExactly("two words");
    }

    @Test
    void stopsAtTheFirstLineThatFailsWithItsExitCode() throws Exception {
        assertThat(shell(false).lines(List.of("ls /none", "version"))).isEqualTo(1);
        assertThat(shell(false).lines(List.of("nonsense", "version"))).isEqualTo(127);
        assertThat(printed()).isEmpty();
        assertThat(lines(err))
                .containsExactly("Node does not exist: /none", "Command not found: Command not found nonsense");
    }

    @Test
    void readsAPipeToItsEndWithoutPromptsAndAnswersWithTheLastExitCode() throws Exception {
        assertThat(pipe("create /p x", "", "ls /none", "get /p")).isZero();
        assertThat(printed()).containsExactly("x");
        assertThat(pipe("get /p", "ls /none")).isEqualTo(1);
    }

    @Test
    void leavesThePipeAtQuit() throws Exception {
        assertThat(pipe("ls /none", "quit", "version"))
                .as("what was before quit")
                .isEqualTo(1);
        assertThat(printed()).isEmpty();
    }

    @Test
    void survivesMistakesThatTheCommandsThemselvesLetThrough() throws Exception {
        assertThat(pipe("delete -v x /none", "ls none", "setquota -n x /zookeeper", "sync /"))
                .isZero();
        assertThat(lines(err)).hasSizeGreaterThanOrEqualTo(3).noneMatch(line -> line.startsWith("\tat "));
        assertThat(printed()).containsExactly("Sync is OK");
    }

    @Test
    void printsEventsAsTheyComeUnlessToldNotTo() throws Exception {
        pipe("create /w", "get -w /w", "set /w 1", "sync /w", "printwatches off", "get -w /w", "set /w 2", "sync /w");
        assertThat(printed())
                .containsOnlyOnce("WATCHER::")
                .filteredOn(line -> line.startsWith("WatchedEvent"))
                .singleElement()
                .asString()
                .startsWith("WatchedEvent state:SyncConnected type:NodeDataChanged path:/w");
    }

    @Test
    void knowsItsHistory() throws Exception {
        pipe("create /h 1", "redo 0", "redo 1", "history", "redo 9", "redo x");
        assertThat(printed()).containsExactly("0 - create /h 1", "1 - create /h 1", "2 - create /h 1", "3 - history");
        assertThat(lines(err))
                .containsExactly(
                        "Created /h",
                        "Node already exists: /h",
                        "Node already exists: /h",
                        "Command index out of range",
                        "redo number");
    }

    @Test
    void goesOnAfterTheEndOfASession() throws Exception {
        assertThat(pipe("close", "ls /", "connect " + server.connectString() + "/zookeeper", "ls /"))
                .isZero();
        assertThat(printed()).containsExactly("Not connected", "[config, quota]");
    }

    @Test
    void drawsTrees() throws Exception {
        pipe("create /t", "create /t/b 1", "create /t/b/c 22", "create /t/a", "tree -s /t", "tree -d 1 /t", "tree t");
        assertThat(printed())
                .containsExactly(
                        "/t  (0 bytes)",
                        "├── a  (0 bytes)",
                        "└── b  (1 bytes)",
                        "    └── c  (2 bytes)",
                        "/t",
                        "├── a",
                        "└── b");
        assertThat(lines(err)).last().isEqualTo("tree [-s] [-d depth] [path]");
    }

    @Test
    void answersInJsonOneLineEach() throws Exception {
        shell(true).pipe(new StringReader("create /j x\nls /j\nget /j\ngetAcl /j\nget /none\ntree /j\nls -R /j\nls"));
        assertThat(printed())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("{\"command\":\"create\",\"output\":[\"Created /j\"]}"),
                        line -> assertThat(line)
                                .startsWith(
                                        "{\"command\":\"ls\",\"path\":\"/j\",\"children\":[],\"stat\":{\"czxid\":\"0x"),
                        line -> assertThat(line)
                                .startsWith("{\"command\":\"get\",\"path\":\"/j\",\"data\":\"x\",\"stat\":{"),
                        line -> assertThat(line)
                                .contains("\"acl\":[{\"scheme\":\"world\",\"id\":\"anyone\",\"perms\":\"cdrwa\"}]"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "{\"command\":\"get\",\"error\":\"Node does not exist: /none\",\"exitCode\":1}"),
                        line -> assertThat(line)
                                .startsWith("{\"command\":\"tree\",\"path\":\"/j\",")
                                .endsWith("\"children\":[]}"),
                        line -> assertThat(line).isEqualTo("{\"command\":\"ls\",\"path\":\"/j\",\"paths\":[\"/j\"]}"),
                        line -> assertThat(line).startsWith("{\"command\":\"ls\",\"error\":\"ls [-s]"));
    }

    @Test
    void explainsEveryCommand() throws Exception {
        pipe("help");
        assertThat(printed()).hasSizeGreaterThan(30).allSatisfy(line -> assertThat(line)
                .doesNotMatch("^\\S+ +$"));
    }

    @Test
    void saysThatNobodyAnswers() {
        Target nowhere = new Target("127.0.0.1:1", 200, false, Optional.empty());
        assertThatThrownBy(() -> new ShellRun(nowhere, output(), false).command(List.of("version")))
                .isInstanceOf(ShellFailure.class)
                .hasMessage("no server of 127.0.0.1:1 has answered within 200 ms");
    }

    @Test
    void saysWhatIsWrongWithAnAddressOrAFile() {
        Target noPort = new Target("127.0.0.1:x", 200, false, Optional.empty());
        assertThatThrownBy(() -> new ShellRun(noPort, output(), false).command(List.of("version")))
                .isInstanceOf(ShellFailure.class)
                .hasMessageStartingWith("cannot connect to '127.0.0.1:x': ");
        Target noFile = new Target("127.0.0.1:1", 200, false, Optional.of(Path.of("no-such.properties")));
        assertThatThrownBy(() -> new ShellRun(noFile, output(), false).command(List.of("version")))
                .isInstanceOf(ShellFailure.class)
                .hasMessage("no-such.properties: no such file, or not readable");
    }

    private int pipe(String... lines) throws Exception {
        return shell(false).pipe(new StringReader(String.join("\n", lines)));
    }

    private ShellRun shell(boolean json) {
        return new ShellRun(new Target(server.connectString(), 30_000, false, Optional.empty()), output(), json);
    }

    private Output output() {
        return new Output(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private List<String> printed() {
        return lines(out);
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
