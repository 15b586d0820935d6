package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoMessage;

/**
 * A reservation that was accepted (ReservationAllocationStateProto). The definition and the allocations are carried along as they
 * are.
 *
 * @param plan the plan that it belongs to, named like its queue
 * @param id its id
 * @param message the message itself, for what has no accessor here
 */
public record Reservation(String plan, ReservationId id, ProtoMessage message) {

    /** A reservation of which this much is known. Times are milliseconds since 1970. */
    public static Reservation of(
            String plan, ReservationId id, String user, long startTimeMs, long endTimeMs, long acceptanceTimeMs) {
        return new Reservation(
                plan,
                id,
                ProtoMessage.EMPTY
                        .withMessage(1, ProtoMessage.EMPTY)
                        .withVarint(3, startTimeMs)
                        .withVarint(4, endTimeMs)
                        .withString(5, user)
                        .withVarint(6, 0)
                        .withVarint(7, acceptanceTimeMs)
                        .withMessage(8, id.toMessage()));
    }

    /** Reads what the znode of a reservation holds; its place tells the rest. */
    public static Reservation decode(String plan, ReservationId id, byte[] data) {
        return new Reservation(plan, id, ProtoMessage.parse(data));
    }

    public byte[] encode() {
        return message.toBytes();
    }

    public String user() {
        return message.string(5, "");
    }

    public long startTimeMs() {
        return message.int64(3, 0);
    }

    public long endTimeMs() {
        return message.int64(4, 0);
    }

    public long acceptanceTimeMs() {
        return message.int64(7, 0);
    }
}
