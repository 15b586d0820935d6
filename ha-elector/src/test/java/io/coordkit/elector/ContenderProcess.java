package io.coordkit.elector;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.elector.Situation.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A {@link ContenderProgram} in a process of its own. Commands wait until they are done. */
final class ContenderProcess implements AutoCloseable {
    private final Map<String, Member> members;
    private final String connectString;
    private final Side side;
    private final Process process;
    private final PrintStream input;
    private final Thread reader;

    private ContenderProcess(String connectString, Side side, Map<String, Member> members) throws IOException {
        this.connectString = connectString;
        this.side = side;
        this.members = members;
        this.process = launch(connectString, side);
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.reader = new Thread(this::read, "reads-" + process.pid());
        reader.start();
    }

    /** What a member has told. */
    static final class Member {
        private final Journal journal = new Journal();
        private volatile Sessions.Id session = new Sessions.Id(0, 0, new byte[0]);
        private volatile int done;

        List<String> calls() {
            return List.copyOf(journal.calls);
        }

        String last() {
            return journal.last();
        }

        /** Its newest session. */
        Sessions.Id session() {
            return session;
        }

        private void told(String what) {
            if (what.equals(ContenderProgram.DONE)) {
                done++;
            } else if (what.startsWith(ContenderProgram.SESSION)) {
                String[] words = what.split(" ");
                session = new Sessions.Id(
                        Integer.parseInt(words[1]),
                        Long.parseLong(words[2]),
                        HexFormat.of().parseHex(words[3]));
            } else {
                journal.note(what);
            }
        }
    }

    static ContenderProcess start(String connectString, Side side) throws IOException {
        return new ContenderProcess(connectString, side, new ConcurrentHashMap<>());
    }

    /** A new process in place of this one, without members, but with what they have told. */
    ContenderProcess successor() throws IOException {
        return new ContenderProcess(connectString, side, members);
    }

    private static Process launch(String connectString, Side side) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Xss256k",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ContenderProgram.class.getName(),
                        connectString,
                        side.name()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The member of an election. */
    Member member(String election) {
        return members.computeIfAbsent(election, name -> new Member());
    }

    void command(String command, String election) throws Exception {
        command(command, election, "");
    }

    void command(String command, String election, String argument) throws Exception {
        Member member = member(election);
        int before = member.done;
        input.println((command + " " + election + " " + argument).trim());
        Await.until(election + ": " + command, () -> member.done > before);
    }

    /** Returns when none of its threads runs any more. */
    void freeze() throws Exception {
        signal("STOP");
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        Await.until("stopped", () -> allStopped(tasks));
    }

    void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static boolean allStopped(Path tasks) throws IOException {
        try (Stream<Path> each = Files.list(tasks)) {
            return each.allMatch(ContenderProcess::stopped);
        }
    }

    private static boolean stopped(Path task) {
        try {
            return Files.readString(task.resolve("status")).contains("State:\tT");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ContenderProgram.MARK)) {
                    String[] parts =
                            line.substring(ContenderProgram.MARK.length()).split(" ", 2);
                    member(parts[0]).told(parts[1]);
                }
            }
        } catch (IOException e) {
            Objects.requireNonNull(e); // The process was killed; what it has said is there.
        }
    }

    /** Kills it, frozen or not. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
