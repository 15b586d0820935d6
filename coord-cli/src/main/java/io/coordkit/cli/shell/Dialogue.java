package io.coordkit.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The shell with a person: line editing, completion, and a history that the next session finds again. */
final class Dialogue {

    private static final String HISTORY = ".coord_history";

    /** Passwords stay out of the file. */
    private static final String NOT_KEPT = "addauth*: *";

    private static final long PATIENCE_MS = 2000;

    private final Shell shell;
    private final Connection connection;
    private final EventPrinter events;
    private final Path home;

    /** @param home where the history is kept */
    Dialogue(Shell shell, Connection connection, EventPrinter events, Path home) {
        this.shell = shell;
        this.connection = connection;
        this.events = events;
        this.home = home;
    }

    /** Until the person leaves: by command, or with Ctrl-D. Ctrl-C gives up a line. */
    void run() throws ShellFailure, InterruptedException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            runOn(terminal);
        } catch (IOException failed) {
            throw new ShellFailure("cannot use the terminal: " + failed.getMessage(), failed);
        }
    }

    void runOn(Terminal terminal) throws InterruptedException {
        LineReader reader = reader(terminal);
        events.printBy(reader::printAbove);
        terminal.writer().println("Type help for the commands, Tab for completion, Ctrl-D to leave.");
        connection.await(PATIENCE_MS);
        while (!shell.isOver()) {
            try {
                shell.execute(reader.readLine(prompt()));
            } catch (UserInterruptException givenUp) {
                continue;
            } catch (EndOfFileException left) {
                return;
            }
        }
    }

    private String prompt() {
        return "[zk: " + connection.servers() + "(" + connection.state() + ") " + shell.lineNumber() + "] ";
    }

    private LineReader reader(Terminal terminal) {
        DefaultParser parser = new DefaultParser();
        parser.setEscapeChars(null);
        parser.setEofOnUnclosedQuote(false);
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("coord")
                .parser(parser)
                .completer(new Completion(shell.vocabulary(), connection))
                .variable(LineReader.HISTORY_FILE, historyFile())
                .variable(LineReader.HISTORY_IGNORE, NOT_KEPT)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_INCREMENTAL, true)
                .build();
    }

    /** In the home directory; data may be secret, so others may not read it. */
    private Path historyFile() {
        Path file = home.resolve(HISTORY);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException | UnsupportedOperationException exists) {
            return file; // or it cannot be made: then there is no history, and nothing else is lost
        }
        return file;
    }
}
