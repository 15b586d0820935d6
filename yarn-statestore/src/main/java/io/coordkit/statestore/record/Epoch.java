package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoMessage;

/**
 * How often a work-preserving resource manager has started on the store (EpochProto); it becomes part of container ids.
 *
 * @param value the epoch of the resource manager that starts next
 */
public record Epoch(long value) {

    public static Epoch decode(byte[] data) {
        return new Epoch(ProtoMessage.parse(data).int64(1, 0));
    }

    public byte[] encode() {
        return ProtoMessage.EMPTY.withVarint(1, value).toBytes();
    }

    /**
     * The epoch after this one.
     *
     * @param base the first epoch of this cluster ({@code yarn.resourcemanager.epoch})
     * @param range after how many epochs to begin again, 0 for never ({@code yarn.resourcemanager.epoch.range})
     */
    public Epoch next(long base, long range) {
        long step = value - base + 1;
        return new Epoch((range > 0 ? step % range : step) + base);
    }
}
