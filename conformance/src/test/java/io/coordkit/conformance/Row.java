package io.coordkit.conformance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One demand or rule, as a line of a table says it: {@code | B17 | what | `LocksTest.oneOfManyGetsTheExclusiveLock` |}.
 *
 * @param name such as {@code B17}
 * @param table the file, relative to the repository
 * @param tests the tests that show it
 * @param link where it is said that, and why, it is otherwise here: a file beside the table, and the anchor of one of its headings
 * @param kind whether tests show it
 */
record Row(String name, String table, List<NamedTest> tests, Optional<String> link, Kind kind) {
    private static final Pattern DIFFERENCE = Pattern.compile("^difference: \\[[^]]+]\\(([^)]+#[^)]+)\\).*");

    /** Shown by tests, other here, theory without anything to show, not shown yet, or said to be shown by nothing at all: an error. */
    enum Kind {
        SHOWN,
        DIFFERENT,
        BACKGROUND,
        PENDING,
        EMPTY
    }

    static Row of(String name, String table, String cell) {
        List<NamedTest> tests = NamedTest.in(cell);
        Matcher difference = DIFFERENCE.matcher(cell);
        Optional<String> link = difference.matches() ? Optional.of(difference.group(1)) : Optional.empty();
        return new Row(name, table, tests, link, kind(cell, tests, link));
    }

    private static Kind kind(String cell, List<NamedTest> tests, Optional<String> link) {
        if (!tests.isEmpty()) {
            return Kind.SHOWN;
        }
        if (link.isPresent()) {
            return Kind.DIFFERENT;
        }
        if (cell.equals("background, nothing to test")) {
            return Kind.BACKGROUND;
        }
        return cell.startsWith("pending: ") ? Kind.PENDING : Kind.EMPTY;
    }

    /** The module whose README has it; {@code docs} for those that are nobody's. */
    String module() {
        return table.substring(0, table.indexOf('/'));
    }

    @Override
    public String toString() {
        return name + " (" + table + ")";
    }
}
