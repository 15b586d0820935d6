package io.coordkit.benchmarks.server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which members of an ensemble the load is connected to. */
public enum Placement {
    /**
     * All in turn, the leader last: who leads is a matter of luck, and a load that went by the members' numbers would meet
     * the leader with now more and now fewer of its connections. A single connection is a follower's, as most are in life.
     */
    EVERYWHERE,
    /** All but the leader, in turn. */
    FOLLOWERS,
    /** The leader alone. */
    LEADER;

    /** The member of each connection. */
    <T> List<T> spread(int connections, T leader, List<T> followers) {
        List<T> members = new ArrayList<>(this == LEADER ? List.of() : followers);
        if (this != FOLLOWERS) {
            members.add(leader);
        }
        return IntStream.range(0, connections)
                .mapToObj(connection -> members.get(connection % members.size()))
                .toList();
    }
}
