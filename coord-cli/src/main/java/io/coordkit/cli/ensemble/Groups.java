package io.coordkit.cli.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the groups of a partition: {@code 1 2,3}. */
final class Groups {

    private Groups() {}

    /**
     * Every server in exactly one group; those that are not named are the last group.
     *
     * @throws EnsembleFailure when a server is named twice or is none of the members, or when only one group would result
     */
    static List<Set<Integer>> parse(List<String> arguments, EnsembleStatus status) throws EnsembleFailure {
        List<Set<Integer>> groups = new ArrayList<>();
        Set<Integer> rest = new TreeSet<>(
                status.servers().stream().map(MemberStatus::server).toList());
        for (String argument : arguments) {
            Set<Integer> group = new TreeSet<>();
            for (int server : ServerNumbers.parse(List.of(argument.split(",", -1)), status)) {
                if (!rest.remove(server)) {
                    throw new EnsembleFailure("server " + server + " is named twice");
                }
                group.add(server);
            }
            groups.add(group);
        }
        if (!rest.isEmpty()) {
            groups.add(rest);
        }
        if (groups.size() < 2) {
            throw new EnsembleFailure("a partition has two groups or more, such as '1 2,3'");
        }
        return List.copyOf(groups);
    }
}
