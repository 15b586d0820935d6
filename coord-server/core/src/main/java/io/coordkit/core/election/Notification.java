package io.coordkit.core.election;

import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import java.nio.charset.StandardCharsets;

/**
 * What servers tell each other during and after an election ({@code FastLeaderElection.Notification} of the reference).
 *
 * @param state of the sender
 * @param vote what the sender proposes, or follows
 * @param round its logical clock; after the election the round in which its leader was found
 * @param version of the format: 2 with the membership, 1 without, 0 for the oldest
 * @param config text of the membership it knows, "" where the format has none
 */
public record Notification(ServerState state, Vote vote, long round, int version, String config) {
    /** The format that is written. */
    public static final int VERSION = 2;

    private static final int OLDEST_BYTES = 28;
    private static final int OLD_BYTES = 40;

    /** Reads any of the formats that have been in use since 3.4. */
    public static Notification read(byte[] message) throws MalformedRecordException {
        JuteReader in = new JuteReader(message);
        int state = in.readInt();
        if (message.length < OLDEST_BYTES || !ServerState.isValid(state)) {
            throw new MalformedRecordException("notification of " + message.length + " bytes, state " + state);
        }
        long leader = in.readLong();
        long zxid = in.readLong();
        long round = in.readLong();
        if (message.length == OLDEST_BYTES) {
            Vote vote = new Vote(leader, zxid, Zxid.epoch(zxid));
            return new Notification(ServerState.of(state), vote, round, 0, "");
        }
        Vote vote = new Vote(leader, zxid, in.readLong());
        if (message.length <= OLD_BYTES) {
            return new Notification(ServerState.of(state), vote, round, 0, "");
        }
        int version = in.readInt();
        String config = version > 1 ? config(in) : "";
        return new Notification(ServerState.of(state), vote, round, version, config);
    }

    /** Writes the newest format. */
    public byte[] toBytes() {
        byte[] text = config.getBytes(StandardCharsets.UTF_8);
        JuteWriter out = new JuteWriter(OLD_BYTES + 4 + text.length);
        out.writeInt(state.ordinal())
                .writeLong(vote.leader())
                .writeLong(vote.zxid())
                .writeLong(round);
        return out.writeLong(vote.peerEpoch())
                .writeInt(VERSION)
                .writeBuffer(text)
                .toByteArray();
    }

    private static String config(JuteReader in) throws MalformedRecordException {
        byte[] text = in.readBuffer();
        if (text == null) {
            throw new MalformedRecordException("notification without a membership");
        }
        return new String(text, StandardCharsets.UTF_8);
    }
}
