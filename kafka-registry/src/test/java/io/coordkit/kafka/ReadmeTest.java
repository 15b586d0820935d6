package io.coordkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's first table has each of Kafka's rows with a test, and all tests that it names exist. */
class ReadmeTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| A(\\d+) \\|.*$");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void everyRowNamesTestsThatExist() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        String readme = Files.readString(Path.of("README.md"));
        List<MatchResult> rows = ROW.matcher(readme).results().toList();
        assertThat(rows)
                .extracting(row -> Integer.parseInt(row.group(1)))
                .containsExactlyElementsOf(IntStream.rangeClosed(25, 40).boxed().toList());
        assertThat(rows).allSatisfy(row -> assertThat(TEST.matcher(row.group()).find())
                .as(row.group())
                .isTrue());
        TEST.matcher(readme).results().forEach(test -> assertThat(sources.getOrDefault(test.group(1) + ".java", ""))
                .as(test.group())
                .contains("void " + test.group(2) + "("));
    }
}
