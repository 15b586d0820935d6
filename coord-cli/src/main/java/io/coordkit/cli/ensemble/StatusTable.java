package io.coordkit.cli.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The status of an ensemble for a person, within 80 columns. */
public final class StatusTable {

    private static final String ROW = "%6s  %-7s  %-9s  %6s  %5s  %-12s  %5s  %s";

    private StatusTable() {}

    /** Its lines. */
    public static List<String> lines(EnsembleStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add("connect  " + status.connect());
        lines.add("files    " + status.directory());
        if (!status.partition().isEmpty()) {
            lines.add("cut      " + partition(status.partition()));
        }
        lines.add("");
        lines.add(ROW.formatted("server", "state", "role", "leader", "epoch", "zxid", "port", "pid"));
        status.servers().forEach(server -> lines.add(row(server)));
        return lines;
    }

    /** The groups of a partition: {@code 1 | 2,3}. */
    static String partition(List<List<Integer>> groups) {
        return groups.stream().map(StatusTable::group).collect(Collectors.joining(" | "));
    }

    private static String row(MemberStatus server) {
        return String.format(
                Locale.ROOT,
                ROW,
                server.server(),
                server.state(),
                known(server.role()),
                known(server.leader()),
                known(server.epoch()),
                known(server.zxid()),
                server.port(),
                known(server.pid()));
    }

    private static String group(List<Integer> servers) {
        return servers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String known(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String known(long number) {
        return number == MemberStatus.NONE ? "-" : Long.toString(number);
    }
}
