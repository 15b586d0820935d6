package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the module's README names tests that exist. */
class ReadmeTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| A\\d+ \\|.*\\| (\\w+) \\|$");

    @Test
    void everyTestOfTheTableExists() throws IOException {
        List<String> named = ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
        assertThat(named).hasSize(7).allSatisfy(test -> assertThat(sources()).contains(test + ".java"));
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Stream.concat(
                Files.walk(Path.of("src/test/java")), Files.walk(Path.of("../yarn-statestore-rm/src/test/java")))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
