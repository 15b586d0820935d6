package io.coordkit.kafka.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The value of a partition's {@code state} node (Kafka's {@code TopicPartitionStateZNode}). */
public final class PartitionStateCodec {
    private static final String VERSION = "version";
    private static final String LEADER = "leader";
    private static final String LEADER_EPOCH = "leader_epoch";
    private static final String CONTROLLER_EPOCH = "controller_epoch";
    private static final String ISR = "isr";
    private static final String RECOVERY = "leader_recovery_state";
    private static final Set<String> KNOWN = Set.of(VERSION, LEADER, LEADER_EPOCH, CONTROLLER_EPOCH, ISR, RECOVERY);

    private PartitionStateCodec() {}

    /** Writes version 1, the only one there is. */
    public static byte[] encode(PartitionState state) {
        ObjectNode json = JsonNodeReader.newObject();
        json.put(CONTROLLER_EPOCH, state.controllerEpoch());
        json.put(LEADER, state.leader());
        json.put(VERSION, 1);
        json.put(LEADER_EPOCH, state.leaderEpoch());
        ArrayNode isr = json.putArray(ISR);
        state.isr().forEach(isr::add);
        if (state.leaderRecoveryState() != 0) {
            json.put(RECOVERY, state.leaderRecoveryState());
        }
        json.setAll(state.unknown());
        return JsonNodeReader.bytes(json);
    }

    /** Reads a partition's state; {@link MalformedNodeException} when the value is none. */
    public static PartitionState decode(String path, byte @Nullable [] data) {
        JsonNodeReader json = JsonNodeReader.of(path, data);
        return new PartitionState(
                json.integer(LEADER),
                json.integer(LEADER_EPOCH),
                json.integer(CONTROLLER_EPOCH),
                json.integers(ISR),
                json.integerOr(RECOVERY, 0),
                json.beyond(KNOWN));
    }
}
