package io.coordkit.it.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One JVM started by a test: its output goes to a file, and it is dead after {@link #close()} in every case. */
public final class JavaChild implements AutoCloseable {

    private static final Set<JavaChild> ALIVE = ConcurrentHashMap.newKeySet();
    private static final long DEATH_SECONDS = 20;
    private static final String TESTS_CLASS_PATH = System.getProperty("java.class.path");

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(child -> child.process.destroyForcibly())));
    }

    private final Process process;
    private final Path output;

    private JavaChild(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code mainClass} on the class path of the tests, with small heaps and a compiler made for short lives. */
    public static JavaChild start(Path output, List<String> jvmOptions, String mainClass, List<String> arguments)
            throws IOException {
        return startBy(List.of(), output, jvmOptions, mainClass, arguments);
    }

    /**
     * As {@link #start}, through another command that takes this one as its last words and becomes it (exec), so that
     * the process is still the JVM.
     */
    public static JavaChild startBy(
            List<String> launcher, Path output, List<String> jvmOptions, String mainClass, List<String> arguments)
            throws IOException {
        var options = new ArrayList<>(SharedClasses.options(mainClass));
        options.addAll(jvmOptions);
        var leashed = new ArrayList<>(List.of(mainClass));
        leashed.addAll(arguments);
        return launch(
                launcher,
                output,
                ProcessBuilder.Redirect.PIPE,
                options,
                SharedClasses.classPath(),
                ChildMain.class.getName(),
                leashed);
    }

    /** Starts a class on a class path on which our own {@link ChildMain} is not, so it lives on when the test JVM is killed. */
    static JavaChild startUnleashed(
            Path output, List<String> jvmOptions, String classPath, String mainClass, List<String> arguments)
            throws IOException {
        return launch(List.of(), output, ProcessBuilder.Redirect.PIPE, jvmOptions, classPath, mainClass, arguments);
    }

    /** As {@link #start}, for a program that reads its standard input to the end and then stops by itself. */
    public static JavaChild startReading(Path input, Path output, String mainClass, List<String> arguments)
            throws IOException {
        return launch(
                List.of(),
                output,
                ProcessBuilder.Redirect.from(input.toFile()),
                List.of(),
                TESTS_CLASS_PATH,
                mainClass,
                arguments);
    }

    /**
     * Starts a program of another system on a class path of its own, {@code target/peers/SYSTEM}, from a source in {@code
     * src/test/peers}, which takes its commands from its standard input and ends with it.
     */
    public static JavaChild startPeer(
            String system, String source, Path output, List<String> jvmOptions, List<String> arguments)
            throws IOException {
        return launch(
                List.of(),
                output,
                ProcessBuilder.Redirect.PIPE,
                jvmOptions,
                Path.of("target", "peers", system, "*").toString(),
                Path.of("src", "test", "peers", source).toString(),
                arguments);
    }

    /** As {@link #startPeer}, for a class of ours that needs nothing but the other system, and ends with its standard input. */
    public static JavaChild startPeer(String system, Class<?> main, Path output, List<String> arguments)
            throws IOException {
        return launch(
                List.of(),
                output,
                ProcessBuilder.Redirect.PIPE,
                List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"),
                Path.of("target", "peers", system, "*") + File.pathSeparator + codeOf(main),
                main.getName(),
                arguments);
    }

    private static Path codeOf(Class<?> main) throws IOException {
        try {
            return Path.of(
                    main.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException noFile) {
            throw new IOException(noFile);
        }
    }

    private static JavaChild launch(
            List<String> launcher,
            Path output,
            ProcessBuilder.Redirect input,
            List<String> jvmOptions,
            String classPath,
            String main,
            List<String> arguments)
            throws IOException {
        var command = new ArrayList<>(launcher);
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectInput(input)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        var child = new JavaChild(process, output);
        ALIVE.add(child);
        return child;
    }

    /** The operating system's id of the process. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process still exists, frozen or not. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Writes a line to its standard input. */
    public void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Everything written to standard output and error so far. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** Sends SIGKILL and waits for the death. */
    public void kill9() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Sends SIGTERM, waits, and returns the exit code. */
    public int terminate() {
        return terminate(DEATH_SECONDS);
    }

    /** The same, of one that may have more to do at its end. */
    int terminate(long seconds) {
        // Not Process.destroy(), which closes the child's standard input first and so pulls its leash.
        process.toHandle().destroy();
        return awaitExit(seconds);
    }

    /** Waits for the process to end by itself and returns the exit code. */
    public int awaitExit() {
        return awaitExit(DEATH_SECONDS);
    }

    private int awaitExit(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError("process " + pid() + " still alive after " + seconds + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for process " + pid(), e);
        }
        ALIVE.remove(this);
        return process.exitValue();
    }

    /** Stops the process in its tracks (SIGSTOP); when this returns, none of its threads runs any more. */
    public void freeze() throws IOException {
        signal("STOP");
        Path tasks = Path.of("/proc", Long.toString(pid()), "task");
        if (Files.isDirectory(tasks)) {
            Eventually.holds(Duration.ofSeconds(DEATH_SECONDS), () -> allStopped(tasks));
        }
    }

    private static boolean allStopped(Path tasks) throws IOException {
        try (Stream<Path> listing = Files.list(tasks)) {
            for (Path task : listing.toList()) {
                String stat = Files.readString(task.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
        } catch (NoSuchFileException ended) {
            return false;
        }
        return true;
    }

    /** Lets a frozen process go on (SIGCONT). */
    public void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start();
        try {
            if (kill.waitFor() != 0) {
                throw new IOException("kill -" + name + " " + pid() + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        kill9();
    }
}
