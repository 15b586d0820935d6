package io.coordkit.elector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table names tests of this module and of those that use it; each of them exists. */
final class ReadmeTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| (A\\d+|[a-z]+) \\| .* \\| `\\w+Test.*$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void everyRowNamesTestsThatExist() throws IOException {
        List<Path> sources = testSources();
        Matcher row = ROW.matcher(Files.readString(Path.of("README.md")));
        int rows = 0;
        while (row.find()) {
            rows++;
            Matcher test = TEST.matcher(row.group());
            int tests = 0;
            while (test.find()) {
                tests++;
                assertThat(isThere(sources, test.group(1), test.group(2)))
                        .as(test.group())
                        .isTrue();
            }
            assertThat(tests).as(row.group()).isPositive();
        }
        assertThat(rows).isEqualTo(25);
    }

    private static List<Path> testSources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.toString().contains("src/test/java"))
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .toList();
        }
    }

    private static boolean isThere(List<Path> sources, String testClass, String method) throws IOException {
        for (Path source : sources) {
            if (source.endsWith(testClass + ".java") && Files.readString(source).contains("void " + method + "(")) {
                return true;
            }
        }
        return false;
    }
}
