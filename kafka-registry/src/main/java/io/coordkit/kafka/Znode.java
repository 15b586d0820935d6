package io.coordkit.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** Bytes and stat of one znode; the layout distinguishes no value (null) from an empty one. */
@SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
record Znode(byte @Nullable [] data, Stat stat) {
    String text() {
        return data == null ? "" : new String(data, StandardCharsets.UTF_8);
    }

    boolean isOwnedBy(long sessionId) {
        return stat.getEphemeralOwner() == sessionId;
    }
}
