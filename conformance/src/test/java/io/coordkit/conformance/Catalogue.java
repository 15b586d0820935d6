package io.coordkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is written down row by row, each with the tests that show it: which rows there must be, and where they stand. */
enum Catalogue {
    /** Everything that the kit was asked for; partly in the READMEs of the modules. */
    DEMANDS("docs/conformance.md", Map.of("A", 40, "B", 35, "C", 31, "D", 19, "E", 12, "F", 19)) {
        @Override
        List<Path> tables(Path root) throws IOException {
            List<Path> tables = new ArrayList<>(super.tables(root));
            try (Stream<Path> modules = Files.list(root)) {
                modules.map(module -> module.resolve("README.md"))
                        .filter(Files::exists)
                        .sorted()
                        .forEach(tables::add);
            }
            return tables;
        }
    },

    /** The rules of ZooKeeper's client protocol, its files and its configuration. */
    PROTOCOL("docs/protocol-coverage.md", Map.of("P", 168, "D", 45, "K", 59));

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\|.*\\| ([^|]*) \\|$");

    private final String document;
    private final Map<String, Integer> numbers;

    Catalogue(String document, Map<String, Integer> numbers) {
        this.document = document;
        this.numbers = numbers;
    }

    List<Path> tables(Path root) throws IOException {
        return List.of(root.resolve(document));
    }

    /** The rows that there must be, from 1 on for each letter. */
    List<String> expected() {
        return numbers.keySet().stream()
                .sorted()
                .flatMap(letter -> IntStream.rangeClosed(1, numbers.get(letter)).mapToObj(number -> letter + number))
                .toList();
    }

    /** The rows that there are in a repository. */
    Rows of(Path root) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path table : tables(root)) {
            Matcher row = ROW.matcher(Files.readString(table));
            while (row.find()) {
                if (numbers.containsKey(row.group(1).substring(0, 1))) {
                    rows.add(Row.of(row.group(1), root.relativize(table).toString(), row.group(2)));
                }
            }
        }
        return new Rows(expected(), List.copyOf(rows));
    }
}
