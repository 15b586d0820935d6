package io.coordkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row that there must be is there and names tests that exist. Needs no other module to have been built. */
class ConformanceTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @ParameterizedTest
    @EnumSource
    void everyRowNamesTestsThatExist(Catalogue catalogue) throws Exception {
        Rows rows = catalogue.of(ROOT);
        assertThat(rows.missing()).as("rows in no table").isEmpty();
        assertThat(rows.unexpected()).as("rows that nobody counts").isEmpty();
        assertThat(rows.of(Row.Kind.EMPTY)).as("rows without a test").isEmpty();
        assertThat(complaints(ROOT, rows)).isEmpty();
    }

    @Test
    void findsWhatIsWrong(@TempDir Path directory) throws Exception {
        Path tests = Files.createDirectories(directory.resolve("m/src/test/java/p"));
        Files.writeString(tests.resolve("OneTest.java"), "package p; class OneTest { void there() {} }");
        Files.createDirectories(directory.resolve("docs"));
        Files.writeString(directory.resolve("docs/compatibility.md"), "## What is, and why\n");
        Files.writeString(directory.resolve("docs/conformance.md"), """
                | A1 | a demand | `OneTest.there` |
                | A2 | a demand | `OneTest.elsewhere` |
                | A3 | a demand | it works |
                | A4 | theory | background, nothing to test |
                | A5 | a demand | OneTest |
                | A6 | a demand | pending: later |
                | A7 | a demand | difference: [there](compatibility.md#what-is-and-why) |
                | A8 | a demand | difference: [not there](compatibility.md#what) |
                | A41 | a demand | `OneTest.there` |
                """);
        Rows rows = Catalogue.DEMANDS.of(directory);
        assertThat(rows.missing()).hasSize(148).startsWith("A9").doesNotContain("A1");
        assertThat(rows.unexpected()).containsExactly("A41");
        assertThat(rows.of(Row.Kind.EMPTY)).extracting(Row::name).containsExactly("A3");
        assertThat(rows.only(Row.Kind.BACKGROUND)).contains("A4").doesNotContain("A1");
        assertThat(rows.of(Row.Kind.DIFFERENT)).extracting(Row::name).containsExactly("A7", "A8");
        assertThat(complaints(directory, rows))
                .containsExactly(
                        "A2 (docs/conformance.md): no test OneTest.elsewhere",
                        "A8 (docs/conformance.md): nothing at compatibility.md#what");
    }

    private static List<String> complaints(Path root, Rows rows) throws IOException {
        TestSources sources = TestSources.of(root);
        List<String> complaints = new ArrayList<>();
        for (Row row : rows.rows()) {
            for (NamedTest test : row.tests()) {
                sources.complaint(row, test).ifPresent(complaint -> complaints.add(row + ": " + complaint));
            }
            Headings.complaint(root, row).ifPresent(complaints::add);
        }
        return complaints;
    }
}
