package io.coordkit.cli.ensemble;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An ensemble at one moment.
 *
 * @param directory its home
 * @param connect for clients
 * @param partition the groups that do not hear each other; empty when all do
 * @param servers every server, by number
 */
public record EnsembleStatus(
        String directory, String connect, List<List<Integer>> partition, List<MemberStatus> servers) {

    public EnsembleStatus {
        partition = List.copyOf(partition);
        servers = List.copyOf(servers);
    }

    /** The leader; in a partition an old one may not know yet that it is none, and the newest counts. */
    Optional<MemberStatus> leader() {
        return servers.stream().filter(MemberStatus::isLeader).max(Comparator.comparingLong(MemberStatus::epoch));
    }
}
