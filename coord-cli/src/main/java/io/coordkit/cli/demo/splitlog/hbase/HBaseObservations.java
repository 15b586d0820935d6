package io.coordkit.cli.demo.splitlog.hbase;

import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Fact;
import io.coordkit.cli.demo.verdict.Verdict;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the demo has seen, and the verdict on it.
 *
 * @param written numbers of the rows that HBase acknowledged
 * @param read numbers of the rows that it had in the end
 * @param logs names of the logs that the dead server left
 * @param split paths of the logs that our workers split, in order
 */
record HBaseObservations(List<Integer> written, List<Integer> read, List<String> logs, List<String> split) {

    Verdict verdict(String demo) {
        return Verdict.of(
                demo,
                splitByUs(),
                Check.none("no acknowledged row is lost", written.size(), without(written, read)),
                Check.none("no row is there that nobody wrote", read.size(), without(read, written)));
    }

    private Check splitByUs() {
        Set<String> names = new TreeSet<>();
        split.forEach(log -> names.add(log.substring(log.lastIndexOf('/') + 1)));
        return Check.that(
                "our workers split every log of the dead server for HBase's master",
                !logs.isEmpty() && names.equals(new TreeSet<>(logs)),
                new Fact("logs", logs.size()),
                new Fact("split", names.size()));
    }

    private static Set<Integer> without(List<Integer> all, List<Integer> some) {
        Set<Integer> rest = new TreeSet<>(all);
        rest.removeAll(new TreeSet<>(some));
        return rest;
    }
}
