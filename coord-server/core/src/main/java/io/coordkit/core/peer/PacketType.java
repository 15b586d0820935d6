package io.coordkit.core.peer;

import io.coordkit.core.wire.MalformedRecordException;

/** Kinds of packets between a leader and its learners, by their wire numbers ({@code Leader} of the reference). */
public enum PacketType {
    REQUEST(1),
    PROPOSAL(2),
    ACK(3),
    COMMIT(4),
    PING(5),
    REVALIDATE(6),
    SYNC(7),
    INFORM(8),
    COMMIT_AND_ACTIVATE(9),
    NEW_LEADER(10),
    FOLLOWER_INFO(11),
    UP_TO_DATE(12),
    DIFF(13),
    TRUNC(14),
    SNAP(15),
    OBSERVER_INFO(16),
    LEADER_INFO(17),
    ACK_EPOCH(18),
    INFORM_AND_ACTIVATE(19);

    private static final PacketType[] BY_NUMBER = new PacketType[20];

    static {
        for (PacketType type : values()) {
            BY_NUMBER[type.number] = type;
        }
    }

    private final int number;

    PacketType(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The kind with this number. */
    static PacketType of(int number) throws MalformedRecordException {
        if (number < 1 || number >= BY_NUMBER.length) {
            throw new MalformedRecordException("packet type " + number);
        }
        return BY_NUMBER[number];
    }
}
