package io.coordkit.server.peer;

import io.coordkit.core.quorum.Member;
import java.util.List;
import java.util.stream.Collectors;

/** Where a server is reached; any of them will do ({@code MultipleAddresses} of the reference). */
record Targets(List<Target> all) {
    Targets {
        all = List.copyOf(all);
    }

    static Targets of(Target only) {
        return new Targets(List.of(only));
    }

    /** Where a server takes election messages. */
    static Targets election(Member member) {
        return new Targets(member.addresses().stream()
                .map(address -> new Target(address.host(), address.electionPort()))
                .toList());
    }

    /** Where a server takes links. */
    static Targets quorum(Member member) {
        return new Targets(member.addresses().stream()
                .map(address -> new Target(address.host(), address.quorumPort()))
                .toList());
    }

    /** Where a server takes links of observers while it follows; the port is that of all servers. */
    static Targets observers(Member member, int port) {
        return new Targets(member.addresses().stream()
                .map(address -> new Target(address.host(), port))
                .distinct()
                .toList());
    }

    boolean areSeveral() {
        return all.size() > 1;
    }

    /** The one whose turn it is. */
    Target at(int turn) {
        return all.get(Math.floorMod(turn, all.size()));
    }

    /** Joined by '|', as greetings and configurations have them. */
    @Override
    public String toString() {
        return all.stream().map(Target::toString).collect(Collectors.joining("|"));
    }
}
