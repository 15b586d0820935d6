package io.coordkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every demand has a row, and every row a test that exists. Needs no other module to have been built. */
class ConformanceTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyRowNamesTestsThatExist() throws Exception {
        Demands demands = Demands.of(ROOT);
        TestSources sources = TestSources.of(ROOT);
        assertThat(demands.missing()).as("rows in no table").isEmpty();
        assertThat(demands.of(Row.Kind.EMPTY)).as("rows without a test").isEmpty();
        assertThat(complaints(demands, sources)).isEmpty();
    }

    @Test
    void findsWhatIsWrong(@TempDir Path directory) throws Exception {
        Path tests = Files.createDirectories(directory.resolve("m/src/test/java/p"));
        Files.writeString(tests.resolve("OneTest.java"), "package p; class OneTest { void there() {} }");
        Files.createDirectories(directory.resolve("docs"));
        Files.writeString(directory.resolve("docs/conformance.md"), """
                | A1 | a demand | `OneTest.there` |
                | A2 | a demand | `OneTest.elsewhere` |
                | A3 | a demand | it works |
                | A4 | theory | background, nothing to test |
                | A5 | a demand | OneTest |
                | A6 | a demand | pending: later |
                """);
        Demands demands = Demands.of(directory);
        assertThat(demands.missing()).hasSize(150).startsWith("A7").doesNotContain("A1");
        assertThat(demands.of(Row.Kind.EMPTY)).extracting(Row::name).containsExactly("A3");
        assertThat(demands.only(Row.Kind.BACKGROUND)).contains("A4").doesNotContain("A1");
        assertThat(complaints(demands, TestSources.of(directory)))
                .containsExactly("A2 (docs/conformance.md): no test OneTest.elsewhere");
    }

    private static List<String> complaints(Demands demands, TestSources sources) {
        return demands.rows().stream()
                .flatMap(row -> row.tests().stream()
                        .flatMap(test -> sources.complaint(row, test).stream())
                        .map(complaint -> row + ": " + complaint))
                .toList();
    }
}
