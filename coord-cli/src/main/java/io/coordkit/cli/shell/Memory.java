package io.coordkit.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of this session, numbered from 0 on, for {@code history} and {@code redo}. */
final class Memory {

    private static final int SHOWN = 11;

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    /** The number that the next line will have. */
    int size() {
        return lines.size();
    }

    /** The line of a number, if it is one from before the newest line. */
    Optional<String> before(int number) {
        return number >= 0 && number < lines.size() - 1 ? Optional.of(lines.get(number)) : Optional.empty();
    }

    /** The newest line was an order to do an earlier one again: it stands for that one from now on. */
    void newestMeans(String line) {
        lines.set(lines.size() - 1, line);
    }

    /** The newest lines behind their numbers. */
    List<String> newest() {
        List<String> shown = new ArrayList<>();
        for (int i = Math.max(0, lines.size() - SHOWN); i < lines.size(); i++) {
            shown.add(i + " - " + lines.get(i));
        }
        return shown;
    }
}
