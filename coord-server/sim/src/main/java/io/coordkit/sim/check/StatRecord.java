package io.coordkit.sim.check;

import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.Stat;

/** A stat as clients read it from an answer. */
public final class StatRecord {
    private StatRecord() {}

    /** Reads the eleven fields in the order of the wire. */
    public static Stat read(JuteReader in) throws MalformedRecordException {
        return new Stat(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readLong());
    }
}
