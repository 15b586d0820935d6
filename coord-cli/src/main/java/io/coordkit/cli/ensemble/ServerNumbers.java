package io.coordkit.cli.ensemble;

import java.util.ArrayList;
import java.util.List;

/** Reads which servers a command is about. */
final class ServerNumbers {

    /** Whoever leads at the moment. */
    private static final String LEADER = "leader";

    private ServerNumbers() {}

    /**
     * Numbers, or {@code leader}, each server once.
     *
     * @throws EnsembleFailure when one is none of the members, or nobody leads
     */
    static List<Integer> parse(List<String> arguments, EnsembleStatus status) throws EnsembleFailure {
        List<Integer> members =
                status.servers().stream().map(MemberStatus::server).toList();
        List<Integer> servers = new ArrayList<>();
        for (String argument : arguments) {
            servers.add(argument.equals(LEADER) ? leader(status) : parse(argument, members));
        }
        return servers.stream().distinct().toList();
    }

    /** One number. */
    static int parse(String text, List<Integer> members) throws EnsembleFailure {
        return members.stream()
                .filter(server -> text.equals(server.toString()))
                .findFirst()
                .orElseThrow(() -> new EnsembleFailure("there is no server '" + text + "', only "
                        + String.join(
                                ", ", members.stream().map(String::valueOf).toList())));
    }

    private static int leader(EnsembleStatus status) throws EnsembleFailure {
        return status.leader()
                .orElseThrow(() -> new EnsembleFailure("nobody leads at the moment"))
                .server();
    }
}
