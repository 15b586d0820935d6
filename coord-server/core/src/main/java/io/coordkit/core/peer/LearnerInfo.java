package io.coordkit.core.peer;

import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;

/**
 * Who a learner is, in FOLLOWERINFO and OBSERVERINFO ({@code LearnerInfo} of the reference).
 *
 * @param server its id
 * @param protocolVersion {@link #PROTOCOL_VERSION} since 3.4; 0 from older ones, which send the id alone
 * @param configVersion version of the membership it knows; 0 from those that do not send it
 */
public record LearnerInfo(long server, int protocolVersion, long configVersion) {
    /** What both sides announce. */
    public static final int PROTOCOL_VERSION = 0x10000;

    /** Reads the 20-byte form or one of the two shorter old ones. */
    public static LearnerInfo read(JuteReader in) throws MalformedRecordException {
        long server = in.readLong();
        int protocolVersion = in.remaining() >= 4 ? in.readInt() : 0;
        long configVersion = in.remaining() >= 8 ? in.readLong() : 0;
        return new LearnerInfo(server, protocolVersion, configVersion);
    }

    /** Writes the 20-byte form. */
    public void write(JuteWriter out) {
        out.writeLong(server).writeInt(protocolVersion).writeLong(configVersion);
    }
}
