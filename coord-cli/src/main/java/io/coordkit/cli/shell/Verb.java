package io.coordkit.cli.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.zookeeper.cli.CliException;

/** What the first word of a line stands for. */
interface Verb {

    /** The word itself. */
    String name();

    /** What may follow the word, in zkCli's notation; may be empty. */
    String arguments();

    /** What it does, in one sentence without a full stop. */
    String purpose();

    /** Its usage in full, for {@code help NAME}. */
    default String usage() {
        return (name() + " " + arguments()).strip();
    }

    /** Whether it does something without a session. */
    default boolean needsNoSession() {
        return false;
    }

    /**
     * Does it.
     *
     * @param words the whole line, this verb's own word first
     */
    void run(String[] words, Output output) throws CliException, ShellFailure, InterruptedException;

    /** Does it, and returns what a machine wants to know: by default the lines that are printed. */
    default Map<String, Object> answer(String[] words) throws CliException, ShellFailure, InterruptedException {
        Output.Captured captured = Output.captured();
        run(words, captured.to());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("output", captured.lines());
        return fields;
    }
}
