package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoMessage;

/**
 * The version of a layout (VersionProto). Stores with the same major number understand each other.
 *
 * @param major changes when older software must not read the store
 * @param minor changes when something is added
 */
public record StoreVersion(int major, int minor) {

    /** The layout of Hadoop 3.4, which this library writes. */
    public static final StoreVersion CURRENT = new StoreVersion(1, 5);

    public static StoreVersion decode(byte[] data) {
        ProtoMessage message = ProtoMessage.parse(data);
        return new StoreVersion(message.int32(1, 0), message.int32(2, 0));
    }

    public byte[] encode() {
        return ProtoMessage.EMPTY.withVarint(1, major).withVarint(2, minor).toBytes();
    }

    public boolean isCompatibleWith(StoreVersion other) {
        return major == other.major;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
