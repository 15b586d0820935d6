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

/** The tables of the module's README name tests that exist. */
class ReadmeTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void everyTestOfTheTablesExists() throws IOException {
        String tests = sources();
        List<MatchResult> named =
                TEST.matcher(Files.readString(Path.of("README.md"))).results().toList();
        assertThat(named).hasSizeGreaterThan(30).allSatisfy(each -> {
            assertThat(tests).contains("class " + each.group(1) + " ");
            assertThat(tests).contains("void " + each.group(2) + "(");
        });
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Stream.concat(
                Files.walk(Path.of("src/test/java")), Files.walk(Path.of("../yarn-statestore-rm/src/test/java")))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
