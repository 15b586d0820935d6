package io.coordkit.hbase.codec;

import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.ServerName;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The value of a split-log task: a state, and who wrote it (the manager for {@code UNASSIGNED}, a worker otherwise).
 * Source: {@code org.apache.hadoop.hbase.SplitLogTask} and {@code ZooKeeper.proto} of HBase 1.7 and 2.6.
 *
 * @param mode what a 1.x cluster asks of the worker; empty in a 2.x task, which does not carry it
 */
public record SplitLogTask(State state, ServerName server, Optional<RecoveryMode> mode) {
    private static final int STATE = 1;
    private static final int SERVER = 2;
    private static final int MODE = 3;

    /** Where a task stands. The order is the number on the wire. */
    public enum State {
        UNASSIGNED,
        OWNED,
        RESIGNED,
        DONE,
        ERR
    }

    /** How a 1.x cluster recovers edits. The order is the number on the wire. */
    public enum RecoveryMode {
        UNKNOWN,
        LOG_SPLITTING,
        LOG_REPLAY
    }

    /** A task as the given generation writes it; 1.x names log splitting as its mode. */
    public static SplitLogTask of(State state, ServerName server, Generation generation) {
        Optional<RecoveryMode> mode =
                switch (generation) {
                    case HBASE_1 -> Optional.of(RecoveryMode.LOG_SPLITTING);
                    case HBASE_2 -> Optional.empty();
                };
        return new SplitLogTask(state, server, mode);
    }

    /** A task of 1.x with another mode. */
    public SplitLogTask withMode(RecoveryMode newMode) {
        return new SplitLogTask(state, server, Optional.of(newMode));
    }

    /** Another state written by {@code writer}; the mode, which is the manager's choice, stays. */
    public SplitLogTask with(State newState, ServerName writer) {
        return new SplitLogTask(newState, writer, mode);
    }

    /** Whether the edits shall be sent to where their regions are now, in place of being split into files (1.x, HBASE-7006). */
    public boolean replays() {
        return mode.filter(RecoveryMode.LOG_REPLAY::equals).isPresent();
    }

    public boolean is(State expected) {
        return state == expected;
    }

    /** {@code PBUF} and the message; the metadata around it is the writer's affair. */
    public byte[] toBytes() {
        ProtoWriter out = new ProtoWriter().varint(STATE, state.ordinal()).message(SERVER, ServerNames.write(server));
        mode.ifPresent(known -> out.varint(MODE, known.ordinal()));
        return out.toValue();
    }

    /**
     * Reads a stored value with or without metadata; besides protobuf the text of 0.94 ({@code owned host,port,code}).
     *
     * @throws UnreadableValueException when the value is neither
     */
    public static SplitLogTask parse(byte[] stored) throws UnreadableValueException {
        byte[] payload = Envelope.withoutMetadata(stored);
        return Envelope.hasMagic(payload) ? read(Envelope.message(payload)) : readText(payload);
    }

    private static SplitLogTask read(ProtoReader in) throws UnreadableValueException {
        Optional<State> state = Optional.empty();
        Optional<ServerName> server = Optional.empty();
        Optional<RecoveryMode> mode = Optional.empty();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case STATE -> state = Optional.of(Wire.constant(State.values(), in.varint()));
                case SERVER -> server = Optional.of(ServerNames.read(in.message()));
                case MODE -> mode = Optional.of(Wire.constant(RecoveryMode.values(), in.varint()));
                default -> in.skip();
            }
        }
        return new SplitLogTask(Wire.required("state", state), Wire.required("server_name", server), mode);
    }

    private static SplitLogTask readText(byte[] payload) throws UnreadableValueException {
        String text = new String(payload, StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        if (space > 0) {
            String word = text.substring(0, space).toUpperCase(Locale.ROOT);
            Optional<ServerName> server = ServerName.find(text.substring(space + 1));
            for (State state : State.values()) {
                if (state.name().equals(word) && server.isPresent()) {
                    return new SplitLogTask(state, server.get(), Optional.empty());
                }
            }
        }
        throw new UnreadableValueException("neither PBUF nor a task as text, " + payload.length + " bytes");
    }
}
