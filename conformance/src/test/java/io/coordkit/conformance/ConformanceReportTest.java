package io.coordkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every test that a row names ran in this build and passed. This is the last module, so the others' reports are there; a build of some modules
 * only does not contain this one.
 */
class ConformanceReportTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Instant BUILD_STARTED = Instant.parse(System.getProperty("coordkit.build.started"));

    @ParameterizedTest
    @EnumSource
    void everyNamedTestRanInThisBuildAndPassed(Catalogue catalogue) throws Exception {
        Rows rows = catalogue.of(ROOT);
        TestSources sources = TestSources.of(ROOT);
        TestReports reports = TestReports.of(ROOT, BUILD_STARTED);
        Set<String> ran = new TreeSet<>();
        List<String> missed = new ArrayList<>();
        for (Row row : rows.of(Row.Kind.SHOWN)) {
            for (NamedTest test : row.tests()) {
                String className = sources.classOf(row, test);
                if (reports.passed(className, test.method())) {
                    ran.add(className + test.method().orElse(""));
                } else {
                    missed.add(row + ": " + test);
                }
            }
        }
        report(catalogue, rows, ran.size(), missed.size());
        assertThat(missed)
                .as("named by a row, and did not run in this build (mvn verify runs all)")
                .isEmpty();
    }

    private static void report(Catalogue catalogue, Rows rows, int ran, int missed) {
        int different = rows.only(Row.Kind.DIFFERENT).size();
        int background = rows.only(Row.Kind.BACKGROUND).size();
        List<String> pending = rows.only(Row.Kind.PENDING);
        int all = rows.expected().size();
        System.out.printf(
                "Conformance, %s: %d rows; %d shown by %d tests, all of which ran and %s; %d known differences; %d background;"
                        + " %d pending %s%n",
                catalogue,
                all,
                all - different - background - pending.size(),
                ran,
                missed == 0 ? "passed" : "passed but " + missed,
                different,
                background,
                pending.size(),
                pending);
    }

    @Test
    void whatDidNotRunOrIsOldIsNotCounted(@TempDir Path directory) throws Exception {
        Path reports = Files.createDirectories(directory.resolve("m/target/surefire-reports"));
        Path report = reports.resolve("TEST-p.OneTest.xml");
        Files.writeString(report, """
                <testsuite>
                  <testcase name="passes" classname="p.OneTest"/>
                  <testcase name="takesArguments{String}[1]" classname="p.OneTest"/>
                  <testcase name="isSkipped" classname="p.OneTest"><skipped/></testcase>
                  <testcase name="fails" classname="p.OneTest"><failure/></testcase>
                </testsuite>
                """);
        Instant written = Files.getLastModifiedTime(report).toInstant();
        TestReports found = TestReports.of(directory, written);
        assertThat(List.of("passes", "takesArguments", "isSkipped", "fails", "unheardOf"))
                .filteredOn(method -> found.passed("p.OneTest", Optional.of(method)))
                .containsExactly("passes", "takesArguments");
        assertThat(found.passed("p.OneTest", Optional.empty())).isTrue();
        assertThat(TestReports.of(directory, written.plusSeconds(1)).passed("p.OneTest", Optional.of("passes")))
                .isFalse();
    }
}
