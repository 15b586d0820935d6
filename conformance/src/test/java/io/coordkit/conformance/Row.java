package io.coordkit.conformance;

import java.util.List;

/**
 * One demand, as a line of a table says it: {@code | B17 | what | `LocksTest.oneOfManyGetsTheExclusiveLock` |}.
 *
 * @param name such as {@code B17}
 * @param table the file, relative to the repository
 * @param tests the tests that show it
 * @param kind whether tests show it
 */
record Row(String name, String table, List<NamedTest> tests, Kind kind) {

    /** Shown by tests, theory without anything to show, not shown yet, or said to be shown by nothing at all: an error. */
    enum Kind {
        SHOWN,
        BACKGROUND,
        PENDING,
        EMPTY
    }

    static Row of(String name, String table, String cell) {
        List<NamedTest> tests = NamedTest.in(cell);
        return new Row(name, table, tests, kind(cell, tests));
    }

    private static Kind kind(String cell, List<NamedTest> tests) {
        if (!tests.isEmpty()) {
            return Kind.SHOWN;
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
