package io.coordkit.cli.demo.splitlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Verdict;
import io.coordkit.hbase.machine.BatchProgress;
import io.coordkit.hbase.paths.ServerName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each check fails on the one thing that it is there for, and only that one fails. */
class ObservationsTest {

    private static final String REGION = Table.region("a-f");
    private static final Path HALF_WRITTEN = Path.of("aside", "0000000000000000001.temp");

    private List<String> declaredDead = List.of("rs1", "rs3");
    private List<String> tasks = List.of("x/1", "x/2");
    private BatchProgress batch = new BatchProgress(2, 2, 0);
    private List<String> tasksLeft = List.of();
    private final List<SplitCommit.Commit> commits =
            new ArrayList<>(List.of(new SplitCommit.Commit("x/1", server("rs2"), 1), commitOfTheSecond("rs4")));
    private int editsOfDead = 30;
    private String newWorker = "rs4";
    private FilesAside left = new FilesAside(Map.of(HALF_WRITTEN, 500L));
    private FilesAside leftInTheEnd = left;
    private final List<Edit> recovered = new ArrayList<>(List.of(new Edit(REGION, 1, 11), new Edit(REGION, 2, 12)));

    @Test
    void passesWhenAllIsWell() {
        assertThat(failed()).isEmpty();
    }

    @Test
    void failsOnALostEdit() {
        recovered.remove(1);
        assertThat(failed()).containsExactly("no acknowledged edit is lost", "each region has its count and checksum");
        assertThat(facts("no acknowledged edit is lost")).contains("offenders orders[a-f]#2");
    }

    @Test
    void failsOnADuplicateEdit() {
        recovered.add(recovered.get(0));
        assertThat(failed()).containsExactly("no edit is there twice", "each region has its count and checksum");
        assertThat(facts("no edit is there twice")).contains("offenders orders[a-f]#1");
    }

    @Test
    void failsOnAChangedEdit() {
        recovered.set(0, new Edit(REGION, 1, 99));
        assertThat(failed())
                .containsExactly("no edit is invented or changed", "each region has its count and checksum");
    }

    @Test
    void failsWhenNothingIsRecovered() {
        recovered.clear();
        assertThat(failed()).contains("no acknowledged edit is lost", "no edit is there twice");
    }

    @Test
    void failsWhenADeathIsToldTwiceOrNotAtAll() {
        declaredDead = List.of("rs1", "rs1", "rs3");
        assertThat(failed()).containsExactly("each dead server is declared dead once, and no other");
        declaredDead = List.of("rs1");
        assertThat(failed()).containsExactly("each dead server is declared dead once, and no other");
    }

    @Test
    void failsWhenALogHasNoTask() {
        tasks = List.of("x/1");
        assertThat(failed()).containsExactly("there is one task for each log");
    }

    @Test
    void failsWhenTheWorkerDiedBeforeOrAfterItsLog() {
        editsOfDead = Cluster.EDITS_PER_LOG;
        assertThat(failed()).containsExactly("a worker is killed in the middle of a log");
        editsOfDead = 0;
        assertThat(failed()).containsExactly("a worker is killed in the middle of a log");
    }

    @Test
    void failsWhenTheDeadWorkersOutputIsCommitted() {
        commits.set(1, commitOfTheSecond("rs3"));
        assertThat(failed()).containsExactly("another worker takes over its task");
    }

    @Test
    void failsWhenALogIsCommittedTwice() {
        commits.add(commitOfTheSecond("rs2"));
        assertThat(failed()).containsExactly("another worker takes over its task");
    }

    @Test
    void failsWhenNobodyElseTakesOver() {
        newWorker = "rs3";
        assertThat(failed()).containsExactly("another worker takes over its task");
    }

    @Test
    void failsWhenATaskFailsOrStays() {
        batch = new BatchProgress(2, 1, 1);
        assertThat(failed()).containsExactly("every task is done");
        batch = new BatchProgress(2, 2, 0);
        tasksLeft = List.of("x/2");
        assertThat(failed()).containsExactly("every task is done");
    }

    @Test
    void failsWhenAHalfWrittenFileIsMovedOrGrows() {
        leftInTheEnd = new FilesAside(Map.of());
        assertThat(failed()).containsExactly("the dead worker's half-written files are not used");
        leftInTheEnd = new FilesAside(Map.of(HALF_WRITTEN, 600L));
        assertThat(failed()).containsExactly("the dead worker's half-written files are not used");
    }

    @Test
    void failsWhenThereWasNoHalfWrittenFile() {
        left = new FilesAside(Map.of());
        assertThat(failed()).containsExactly("the dead worker's half-written files are not used");
    }

    private List<String> failed() {
        return verdict().checks().stream()
                .filter(check -> !check.passed())
                .map(Check::name)
                .toList();
    }

    private String facts(String check) {
        return verdict().checks().stream()
                .filter(any -> any.name().equals(check))
                .map(Check::factsText)
                .findFirst()
                .orElseThrow();
    }

    private Verdict verdict() {
        Takeover takeover = new Takeover("x/2", "log 2", "rs3", editsOfDead, left, newWorker, Duration.ofSeconds(3));
        List<Edit> written = List.of(new Edit(REGION, 1, 11), new Edit(REGION, 2, 12));
        return new Observations(
                        List.of("rs1", "rs3"),
                        declaredDead,
                        List.of("x/2", "x/1"),
                        tasks,
                        batch,
                        tasksLeft,
                        commits,
                        takeover,
                        leftInTheEnd,
                        new Accounting(written, recovered))
                .verdict("splitlog");
    }

    private static SplitCommit.Commit commitOfTheSecond(String worker) {
        return new SplitCommit.Commit("x/2", server(worker), 1);
    }

    private static ServerName server(String name) {
        return Cluster.server(name, 16020);
    }
}
