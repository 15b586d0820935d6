package io.coordkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All rows of {@code docs/conformance.md} and of the modules' READMEs. A row may stand in several tables, each with an aspect of it; its text is
 * nowhere twice.
 */
record Demands(List<Row> rows) {
    /** How many rows there are of each letter. */
    private static final Map<String, Integer> EXPECTED = new LinkedHashMap<>();

    static {
        EXPECTED.put("A", 40);
        EXPECTED.put("B", 35);
        EXPECTED.put("C", 31);
        EXPECTED.put("D", 19);
        EXPECTED.put("E", 12);
        EXPECTED.put("F", 19);
    }

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-F]\\d+) \\|.*\\| ([^|]*) \\|$");

    /** Of a repository. */
    static Demands of(Path root) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path table : tables(root)) {
            Matcher row = ROW.matcher(Files.readString(table));
            while (row.find()) {
                rows.add(Row.of(row.group(1), root.relativize(table).toString(), row.group(2)));
            }
        }
        return new Demands(List.copyOf(rows));
    }

    private static List<Path> tables(Path root) throws IOException {
        List<Path> tables = new ArrayList<>(List.of(root.resolve("docs/conformance.md")));
        try (Stream<Path> modules = Files.list(root)) {
            modules.map(module -> module.resolve("README.md"))
                    .filter(Files::exists)
                    .sorted()
                    .forEach(tables::add);
        }
        return tables;
    }

    /** The rows that there must be: A1 to F19. */
    static List<String> expected() {
        return EXPECTED.entrySet().stream()
                .flatMap(letter ->
                        IntStream.rangeClosed(1, letter.getValue()).mapToObj(number -> letter.getKey() + number))
                .toList();
    }

    /** Those that stand in no table. */
    List<String> missing() {
        List<String> there = rows.stream().map(Row::name).toList();
        return expected().stream().filter(name -> !there.contains(name)).toList();
    }

    List<Row> of(Row.Kind kind) {
        return rows.stream().filter(row -> row.kind() == kind).toList();
    }

    /** The names of rows that only theory, or no test yet, stands for. */
    List<String> only(Row.Kind kind) {
        return expected().stream()
                .filter(name ->
                        rows.stream().filter(row -> row.name().equals(name)).allMatch(row -> row.kind() == kind))
                .toList();
    }
}
