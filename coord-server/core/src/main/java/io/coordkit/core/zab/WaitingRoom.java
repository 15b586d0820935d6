package io.coordkit.core.zab;

import io.coordkit.core.peer.QuorumPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Learners that have come before this server knows whether it leads: who finds the leader first need not try twice. Each has
 * said at most who it is.
 */
final class WaitingRoom {
    private static final int GUESTS_MAX = 256;

    private final TreeMap<Long, Optional<QuorumPacket>> guests = new TreeMap<>();

    /** A guest and its first words. */
    record Guest(long link, Optional<QuorumPacket> greeting) {}

    /** Whether there was room. */
    boolean admit(long link) {
        if (guests.size() == GUESTS_MAX) {
            return false;
        }
        guests.put(link, Optional.empty());
        return true;
    }

    boolean has(long link) {
        return guests.containsKey(link);
    }

    /** Notes what a guest says; false if it has spoken before. */
    boolean hear(long link, QuorumPacket packet) {
        return guests.put(link, Optional.of(packet)).isEmpty();
    }

    void leave(long link) {
        guests.remove(link);
    }

    /** Everybody, in the order of arrival; the room is empty afterwards. */
    List<Guest> takeAll() {
        List<Guest> all = new ArrayList<>();
        guests.forEach((link, greeting) -> all.add(new Guest(link, greeting)));
        guests.clear();
        return all;
    }
}
