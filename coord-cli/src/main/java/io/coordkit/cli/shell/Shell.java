package io.coordkit.cli.shell;

import io.coordkit.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.cli.CliException;
import org.apache.zookeeper.cli.CommandNotFoundException;
import org.apache.zookeeper.cli.MalformedCommandException;

/**
 * Understands lines. Errors of a command are printed and give its exit code; they do not end the shell.
 */
final class Shell {

    private final Connection connection;
    private final EventPrinter events;
    private final Output output;
    private final boolean json;
    private final Vocabulary vocabulary;
    private final Memory memory = new Memory();
    private int exitCode;
    private boolean over;

    Shell(Connection connection, EventPrinter events, Output output, boolean json) {
        this.connection = connection;
        this.events = events;
        this.output = output;
        this.json = json;
        this.vocabulary = Vocabulary.on(connection);
        addOwnVerbs();
    }

    private void addOwnVerbs() {
        vocabulary.add(new OwnVerb("connect", "[host:port]", "begin a new session, there or here", this::connect));
        vocabulary.add(new OwnVerb("exit", "", "leave the shell", (words, to) -> over = true));
        vocabulary.add(new OwnVerb("quit", "", "leave the shell", (words, to) -> over = true));
        vocabulary.add(
                new OwnVerb("history", "", "show the newest lines of this session", (words, to) -> memory.newest()
                        .forEach(to.out()::println)));
        vocabulary.add(new OwnVerb("redo", "number", "do a line of the history again", this::redo));
        vocabulary.add(new OwnVerb("printwatches", "on|off", "print events or not, or say which", this::printWatches));
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** What the last line came to: 0, or why not. Leaving changes nothing of it. */
    int exitCode() {
        return exitCode;
    }

    /** Whether a line has said that this was enough. */
    boolean isOver() {
        return over;
    }

    /** The number of the next line. */
    int lineNumber() {
        return memory.size();
    }

    /** Does what a line says; an empty one says nothing. */
    void execute(String line) throws InterruptedException {
        List<String> words = Words.of(line);
        if (!words.isEmpty()) {
            memory.add(line);
            execute(words);
        }
    }

    /** Does what these words say, taken as they are. */
    void execute(List<String> words) throws InterruptedException {
        try {
            obey(words.toArray(String[]::new));
            exitCode = over ? exitCode : 0;
        } catch (CliException refused) {
            exitCode = refused.getExitCode();
            printError(words, refused);
        } catch (ShellFailure failed) {
            exitCode = 1;
            printError(words, failed);
        } catch (RuntimeException wrong) {
            // The commands of zkCli let some mistakes through, such as a number that is none.
            exitCode = 1;
            printError(words, wrong);
        }
    }

    private void obey(String[] words) throws CliException, ShellFailure, InterruptedException {
        Verb verb = vocabulary.find(words[0]).orElseThrow(() -> unknown(words[0]));
        if (!verb.needsNoSession() && !connection.isAlive()) {
            output.out().println("Not connected");
        } else if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("command", words[0]);
            fields.putAll(verb.answer(words));
            output.out().println(Json.line(fields));
        } else {
            verb.run(words, output);
        }
    }

    /** In zkCli's words, its stutter included. */
    private CommandNotFoundException unknown(String word) {
        return new CommandNotFoundException("Command not found " + word);
    }

    private void printError(List<String> words, Exception failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("command", words.get(0));
            fields.put("error", message);
            fields.put("exitCode", exitCode);
            output.out().println(Json.line(fields));
        } else {
            output.err().println(message);
        }
    }

    private void connect(String[] words, Output to) throws ShellFailure {
        if (words.length > 1) {
            connection.open(words[1]);
        } else {
            connection.open();
        }
    }

    private void redo(String[] words, Output to) throws CliException, InterruptedException {
        if (words.length < 2 || !words[1].matches("\\d{1,9}")) {
            throw new MalformedCommandException("redo number");
        }
        Optional<String> line = memory.before(Integer.parseInt(words[1]));
        if (line.isEmpty()) {
            throw new MalformedCommandException("Command index out of range");
        }
        List<String> again = Words.of(line.get());
        if (again.get(0).equals("redo")) {
            throw new MalformedCommandException("No redoing redos");
        }
        memory.newestMeans(line.get());
        execute(again);
    }

    private void printWatches(String[] words, Output to) {
        if (words.length == 1) {
            to.out().println("printwatches is " + (events.isOn() ? "on" : "off"));
        } else {
            events.turn(words[1].equals("on"));
        }
    }
}
