package io.coordkit.cli.demo.splitlog;

import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Fact;
import io.coordkit.cli.demo.verdict.Verdict;
import io.coordkit.hbase.machine.BatchProgress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the demo has seen, and the verdict on it.
 *
 * @param killed the servers that were killed, in order
 * @param declaredDead the servers of which the tracker said that they died, in order, as often as it said so
 * @param logs the logs that the dead server left
 * @param tasks the logs for which there was a task
 * @param batch how the tasks ended
 * @param tasksLeft tasks that were still there at the end
 * @param commits whose output the master committed, in order
 * @param takeover the task in whose middle a worker was killed
 * @param asideInTheEnd what is left of that worker's output
 * @param edits what was written and what was recovered
 */
record Observations(
        List<String> killed,
        List<String> declaredDead,
        List<String> logs,
        List<String> tasks,
        BatchProgress batch,
        List<String> tasksLeft,
        List<SplitCommit.Commit> commits,
        Takeover takeover,
        FilesAside asideInTheEnd,
        Accounting edits) {

    Verdict verdict(String demo) {
        return Verdict.of(
                demo,
                Check.equal("each dead server is declared dead once, and no other", killed, declaredDead),
                oneTaskForEachLog(),
                killedInTheMiddle(),
                takenOver(),
                everyTaskDone(),
                Check.none("no acknowledged edit is lost", edits.written().size(), edits.lost()),
                Check.none("no edit is there twice", edits.recovered().size(), edits.duplicates()),
                Check.none("no edit is invented or changed", edits.recovered().size(), edits.invented()),
                sameChecksums(),
                halfWrittenOutputStaysAside());
    }

    private Check oneTaskForEachLog() {
        return Check.that(
                "there is one task for each log",
                !logs.isEmpty() && tasks.equals(logs.stream().sorted().toList()),
                new Fact("logs", logs.size()),
                new Fact("tasks", tasks.size()));
    }

    private Check killedInTheMiddle() {
        return Check.that(
                "a worker is killed in the middle of a log",
                takeover.editsOfDead() > 0 && takeover.editsOfDead() < Cluster.EDITS_PER_LOG,
                new Fact("worker", takeover.deadWorker()),
                new Fact("edits split", takeover.editsOfDead()),
                new Fact("edits in the log", Cluster.EDITS_PER_LOG));
    }

    private Check takenOver() {
        List<String> committedFrom = commits.stream()
                .filter(commit -> commit.log().equals(takeover.log()))
                .map(commit -> Cluster.shortName(commit.worker()))
                .toList();
        String heir = takeover.newWorker();
        return Check.that(
                "another worker takes over its task",
                !heir.equals(takeover.deadWorker()) && committedFrom.equals(List.of(heir)),
                new Fact("task", takeover.name()),
                new Fact("taken by", heir),
                new Fact("after", takeover.took()),
                new Fact("committed from", committedFrom));
    }

    private Check everyTaskDone() {
        return Check.that(
                "every task is done",
                batch.isSuccess() && batch.done() == logs.size() && tasksLeft.isEmpty(),
                new Fact("done", batch.done()),
                new Fact("failed", batch.failed()),
                new Fact("left", tasksLeft.size()));
    }

    private Check sameChecksums() {
        Map<String, String> before = Accounting.totals(edits.written());
        Map<String, String> after = Accounting.totals(edits.recovered());
        Fact[] facts = Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .map(region -> new Fact(region, told(before.get(region), after.get(region))))
                .toArray(Fact[]::new);
        return Check.that("each region has its count and checksum", !before.isEmpty() && before.equals(after), facts);
    }

    private static String told(@Nullable String before, @Nullable String after) {
        return Objects.equals(before, after) ? String.valueOf(after) : "written " + before + " but recovered " + after;
    }

    /** Its files lie where they lay, with the size that they had: none was moved to a region, by anybody. */
    private Check halfWrittenOutputStaysAside() {
        return Check.none(
                "the dead worker's half-written files are not used",
                takeover.leftBehind().count(),
                takeover.leftBehind().missingFrom(asideInTheEnd));
    }
}
