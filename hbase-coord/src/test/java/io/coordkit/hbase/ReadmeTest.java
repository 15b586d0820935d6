package io.coordkit.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table names tests; each of them exists. */
class ReadmeTest {
    private static final Pattern ROW = Pattern.compile("^\\| [AB]\\d+ \\|.*$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void everyRowNamesTestsThatExist() throws IOException {
        Matcher row = ROW.matcher(Files.readString(Path.of("README.md")));
        int rows = 0;
        while (row.find()) {
            rows++;
            List<String> tests = testsIn(row.group());
            assertThat(tests).as(row.group()).isNotEmpty();
        }
        assertThat(rows).isPositive();
    }

    private static List<String> testsIn(String row) throws IOException {
        List<String> tests = new ArrayList<>();
        Matcher test = TEST.matcher(row);
        while (test.find()) {
            assertThat(Files.readString(source(test.group(1))))
                    .as(test.group())
                    .contains("void " + test.group(2) + "(");
            tests.add(test.group());
        }
        return tests;
    }

    private static Path source(String testClass) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.endsWith(testClass + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no test " + testClass));
        }
    }
}
