package io.coordkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The test classes of the repository. */
final class TestSources {
    private static final String ROOT = "/src/test/java/";

    /**
     * A test class.
     *
     * @param module the directory of its module
     * @param name its full name
     */
    private record Source(String module, String name, String text) {}

    private final List<Source> sources = new ArrayList<>();

    static TestSources of(Path root) throws IOException {
        TestSources found = new TestSources();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(file -> file.toString().endsWith("Test.java"))
                    .sorted()
                    .toList()) {
                String path = root.relativize(file).toString().replace('\\', '/');
                int from = path.indexOf(ROOT);
                if (from >= 0) {
                    String name = path.substring(from + ROOT.length(), path.length() - ".java".length());
                    found.sources.add(
                            new Source(path.substring(0, from), name.replace('/', '.'), Files.readString(file)));
                }
            }
        }
        return found;
    }

    /** What is wrong with the name of a row's test; nothing if exactly one is meant. */
    Optional<String> complaint(Row row, NamedTest test) {
        List<String> meant = meant(row, test);
        if (meant.size() == 1) {
            return Optional.empty();
        }
        return Optional.of(meant.isEmpty() ? "no test " + test : test + " may be any of " + meant);
    }

    /** The full name of the class of a row's test, which must be known. */
    String classOf(Row row, NamedTest test) {
        return meant(row, test).get(0);
    }

    /** A module's README means the module's own tests first. */
    private List<String> meant(Row row, NamedTest test) {
        List<Source> all = sources.stream()
                .filter(source -> source.name().endsWith("." + test.className()) && test.isIn(source.text()))
                .toList();
        List<Source> own = all.stream()
                .filter(source -> source.module().equals(row.module()))
                .toList();
        return (own.isEmpty() ? all : own).stream().map(Source::name).toList();
    }
}
