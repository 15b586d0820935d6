package io.coordkit.it.net;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * What lies between the members of an ensemble, which are numbered from 1. A direction that is cut swallows everything
 * silently, as a network does: nobody is told, and what is sent waits for the direction to be healed or for a timeout.
 */
public interface PeerNetwork extends AutoCloseable {

    /** A host and a port. */
    record Place(String host, int port) {}

    /** The ports of a member, on a host that both it and this process can use. */
    record Home(Place quorum, Place election, Place client) {}

    /** Where this member listens; the same at each call. */
    Home home(int member);

    /** What the configuration of {@code reader} says about another member's place, {@code client} being the real one. */
    Home seenBy(int reader, int member);

    /** Words before a member's command line that put it into the network. */
    List<String> launcher(int member);

    /** Lets nothing through from one member to another, whoever opened the connection. */
    void cut(int from, int to) throws IOException;

    /** Lets everything through again, what waited first. */
    void heal(int from, int to) throws IOException;

    /** Whether directions can be cut; otherwise {@link #cut} throws. */
    boolean canBeCut();

    /** How many members there may be. */
    int size();

    /** Cuts both directions between a member and each of the others. */
    default void isolate(int member) throws IOException {
        split(Set.of(member));
    }

    /** Cuts both directions between each of these members and each of the others. */
    default void split(Set<Integer> side) throws IOException {
        for (int member : side) {
            for (int other = 1; other <= size(); other++) {
                if (!side.contains(other)) {
                    cut(member, other);
                    cut(other, member);
                }
            }
        }
    }

    /** Heals every direction. */
    default void healAll() throws IOException {
        for (int from = 1; from <= size(); from++) {
            for (int to = 1; to <= size(); to++) {
                if (from != to) {
                    heal(from, to);
                }
            }
        }
    }

    @Override
    void close() throws IOException;
}
