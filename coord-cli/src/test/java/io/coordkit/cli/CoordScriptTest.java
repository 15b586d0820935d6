package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code coord} in a toy source tree, with a Java and a Maven that only say how they were called. */
@Timeout(60)
class CoordScriptTest {

    private static final Path SCRIPT = Path.of("..", "coord");

    @TempDir
    Path temporary;

    private Path tree;
    private Path tools;

    @BeforeEach
    void makeToyTree() throws IOException {
        tree = temporary.toRealPath().resolve("source tree");
        tools = temporary.toRealPath().resolve("tools");
        for (String module : List.of(
                "coord-server",
                "ha-elector",
                "hbase-coord",
                "kafka-registry",
                "recipes",
                "yarn-statestore",
                "benchmarks")) {
            write(tree.resolve(module).resolve("src/main/java/A.java"), "");
            write(tree.resolve(module).resolve("pom.xml"), "");
        }
        write(tree.resolve("coord-cli/src/main/java/Main.java"), "");
        write(tree.resolve("coord-cli/pom.xml"), "");
        write(tree.resolve("pom.xml"), "");
        write(tree.resolve(".mvn/maven.config"), "");
        write(tree.resolve("docker/entrypoint"), "");
        program(tree.resolve("coord"), Files.readString(SCRIPT));
        makeTools();
        ageBy(60);
    }

    @Test
    void buildsOnceThenOnlyRuns() throws Exception {
        Outcome first = coord("demo", "--json");
        assertThat(first.out())
                .isEqualTo(javaCalledWith("-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m", "demo --json"));
        assertThat(first.err()).contains("coord: building (first run").contains("maven's own words");
        Outcome second = coord("version");
        assertThat(second.err()).isEmpty();
        assertThat(second.exitCode()).isEqualTo(7);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void letsMavenWriteNoEscapeSequences() throws Exception {
        Outcome built = run(tree, "./coord", Map.of("MAVEN_OPTS", "-Xmx1g"), "version");
        assertThat(built.err()).contains("maven's own words -Xmx1g -Djansi.noreset=true -q -B -Dstyle.color=never ");
    }

    @Test
    void buildsAgainForASourceThatIsNewOrGoneAndForNothingElse() throws Exception {
        coord("version");
        write(tree.resolve("coord-cli/src/test/java/T.java"), "");
        write(tree.resolve("ha-elector/target/classes/A.class"), "");
        write(tree.resolve("ha-elector/notes.txt"), "");
        write(tree.resolve("benchmarks/src/main/java/B.java"), "");
        coord("version");
        assertThat(builds()).isEqualTo(1);

        write(tree.resolve("hbase-coord/src/main/java/B.java"), "");
        assertThat(coord("version").err()).contains("coord: building (sources changed)");
        Files.delete(tree.resolve("hbase-coord/src/main/java/B.java"));
        coord("version");
        write(tree.resolve("pom.xml"), "new");
        coord("version");
        write(tree.resolve("docker/entrypoint"), "new");
        coord("version");
        write(tree.resolve("recipes/src/main/java/A.java"), "new");
        coord("version");
        write(tree.resolve("coord"), Files.readString(SCRIPT) + "\n");
        coord("version");
        assertThat(builds()).isEqualTo(7);
    }

    @Test
    void doesNotRunWhatDidNotBuild() throws Exception {
        program(tools.resolve("mvn"), "#!/bin/sh\necho 'BUILD FAILURE'; exit 1\n");
        Outcome outcome = coord("version");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("BUILD FAILURE")
                .endsWith("coord: the build failed; Maven's messages are above\n");
    }

    @Test
    void twoCallsAtOnceBuildOnce() throws Exception {
        List<Process> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(start(tree, tree.resolve("coord").toString(), Map.of(), "version"));
        }
        for (Process call : calls) {
            assertThat(call.waitFor()).isEqualTo(7);
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void worksFromAnywhereAndThroughLinks() throws Exception {
        Path link = Files.createSymbolicLink(tools.resolve("coord-1"), tree.resolve("coord"));
        Path relative = Files.createSymbolicLink(tools.resolve("coord-2"), Path.of("coord-1"));
        assertThat(run(Path.of("/"), link.toString(), Map.of(), "version").exitCode())
                .isEqualTo(7);
        assertThat(run(temporary, relative.toString(), Map.of(), "version").exitCode())
                .isEqualTo(7);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void runsFromAnUnpackedDistributionWithoutMaven() throws Exception {
        Path unpacked = tools.resolve("coordkit-1.0");
        Files.createDirectories(unpacked.resolve("lib/server"));
        program(unpacked.resolve("bin/coord"), Files.readString(SCRIPT));
        Outcome outcome = run(temporary, unpacked.resolve("bin/coord").toString(), Map.of(), "version");
        assertThat(outcome.out()).contains("-cp " + classPath(unpacked) + " ");
        assertThat(builds()).isZero();
    }

    @Test
    void passesFlagsAndLetsTheUsersCollectorReplaceOurs() throws Exception {
        assertThat(coord("server", "a b.cfg").out()).isEqualTo(javaCalledWith("-XX:+UseG1GC", "server a b.cfg"));
        Map<String, String> opts = Map.of("COORD_JVM_OPTS", "-XX:+UseParallelGC -Dzookeeper.x=1");
        String out = run(tree, "./coord", opts, "server", "f").out();
        assertThat(out).contains("-XX:+UseParallelGC -Dzookeeper.x=1 -cp").doesNotContain("G1GC");
    }

    @Test
    void becomesTheJvm() throws Exception {
        coord("version");
        program(tools.resolve("java"), "#!/bin/sh\necho $$\n");
        Process process = start(tree, "./coord", Map.of(), "version");
        String pid = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(pid).isEqualTo(Long.toString(process.pid()));
    }

    @Test
    void honoursJavaHomeAndSaysWhatIsMissingOrTooOld() throws Exception {
        Path home = tools.resolve("jdk-11");
        assertThat(run(tree, "./coord", Map.of("JAVA_HOME", home.toString()), "version")
                        .err())
                .isEqualTo("coord: JAVA_HOME is " + home + ", but there is no bin/java in it\n");
        program(home.resolve("bin/java"), "#!/bin/sh\nexit 0\n");
        write(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Outcome old = run(tree, "./coord", Map.of("JAVA_HOME", home.toString()), "version");
        assertThat(old.exitCode()).isEqualTo(1);
        assertThat(old.err())
                .startsWith("coord: Java 11 at " + home + "/bin/java is too old: JDK 17 or newer is needed");
        write(home.resolve("release"), "JAVA_VERSION=\"21\"\n");
        assertThat(run(tree, "./coord", Map.of("JAVA_HOME", home.toString()), "version")
                        .exitCode())
                .isZero();
    }

    @Test
    void saysThatThereIsNoMavenOrNoJava() throws Exception {
        Files.delete(tools.resolve("mvn"));
        assertThat(run(tree, "./coord", onlyTools(), "version").err())
                .isEqualTo("coord: no Maven found (mvn): 3.8.7 or newer is needed to build\n");
        Files.delete(tools.resolve("java"));
        assertThat(run(tree, "./coord", onlyTools(), "version").err())
                .isEqualTo("coord: no Java found: install JDK 17 or newer, or set JAVA_HOME\n");
    }

    /** A path on which the shell's usual programs are, but neither Java nor Maven of this machine. */
    private Map<String, String> onlyTools() throws IOException {
        Path bin = Files.createDirectories(tools.resolve("bin"));
        for (String name :
                List.of("sh", "sed", "find", "head", "dirname", "readlink", "mkdir", "flock", "stty", "cut")) {
            program(bin.resolve(name), "#!/bin/sh\nexec /usr/bin/" + name + " \"$@\"\n");
        }
        return Map.of("PATH", tools + ":" + bin);
    }

    /** The toy build takes a while, as file times lag a few milliseconds behind the clock. */
    private void makeTools() throws IOException {
        program(tools.resolve("java"), "#!/bin/sh\necho java \"$@\"\nexit 7\n");
        program(tools.resolve("javac"), "#!/bin/sh\n");
        program(
                tools.resolve("mvn"),
                "#!/bin/sh\nstarted=$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)\nsleep 0.1\n"
                        + "mkdir -p coord-cli/target/dist/lib/server\necho x >> ../builds\necho \"maven's own words\" $MAVEN_OPTS \"$@\"\n"
                        + "echo $started > coord-cli/target/dist/build-started\n");
    }

    private String javaCalledWith(String flags, String arguments) {
        Path dist = tree.resolve("coord-cli/target/dist");
        String libraries = arguments.startsWith("server") ? dist + "/lib/server/*" : classPath(dist);
        return "java " + flags + " -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true -cp " + libraries
                + " io.coordkit.cli.Main " + arguments + "\n";
    }

    /** What few need comes last; a server needs only the first. */
    private static String classPath(Path dist) {
        return dist + "/lib/server/*:" + dist + "/lib/*:" + dist + "/lib/hbase/*";
    }

    private int builds() throws IOException {
        Path log = tree.resolveSibling("builds");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    private Outcome coord(String... arguments) throws Exception {
        return run(tree, "./coord", Map.of(), arguments);
    }

    private record Outcome(int exitCode, String out, String err) {}

    private Outcome run(Path directory, String command, Map<String, String> environment, String... arguments)
            throws Exception {
        Process process = start(directory, command, environment, arguments);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private Process start(Path directory, String command, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("COORD_JVM_OPTS");
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The toy sources were written long ago, so that only what a test writes is new. */
    private void ageBy(long seconds) throws IOException {
        FileTime past = FileTime.from(Instant.now().minusSeconds(seconds));
        try (var files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, past);
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void program(Path file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
