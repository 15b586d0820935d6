package io.coordkit.sim.check;

import io.coordkit.core.wire.EventType;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.Arrays;

/** What a watch says: something happened to a znode, or to its children. */
public record WatchedEvent(EventType type, String path) {
    /** Reads what follows the header of an event. */
    public static WatchedEvent read(JuteReader in) throws MalformedRecordException {
        int code = in.readInt();
        in.readInt();
        EventType type = Arrays.stream(EventType.values())
                .filter(known -> known.code() == code)
                .findFirst()
                .orElseThrow(() -> new MalformedRecordException("event of unknown type " + code));
        return new WatchedEvent(type, in.readString());
    }
}
