package io.coordkit.conformance;

import java.util.List;

/**
 * The rows of a {@link Catalogue}. A row may stand in several tables, each with an aspect of it; its text is nowhere twice.
 *
 * @param expected the names of those that there must be
 */
record Rows(List<String> expected, List<Row> rows) {

    /** The names that stand in no table. */
    List<String> missing() {
        List<String> there = names();
        return expected.stream().filter(name -> !there.contains(name)).toList();
    }

    /** The names that nobody expects: of a row that was added without saying so, which could be lost unnoticed. */
    List<String> unexpected() {
        return names().stream().filter(name -> !expected.contains(name)).toList();
    }

    private List<String> names() {
        return rows.stream().map(Row::name).toList();
    }

    List<Row> of(Row.Kind kind) {
        return rows.stream().filter(row -> row.kind() == kind).toList();
    }

    /** The names of rows for which nothing but this stands. */
    List<String> only(Row.Kind kind) {
        return expected.stream()
                .filter(name ->
                        rows.stream().filter(row -> row.name().equals(name)).allMatch(row -> row.kind() == kind))
                .toList();
    }
}
