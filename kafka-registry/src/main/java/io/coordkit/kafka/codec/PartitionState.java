package io.coordkit.kafka.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * The value of {@code /brokers/topics/<topic>/partitions/<p>/state}.
 *
 * @param leader broker id, or {@link #NO_LEADER}
 * @param leaderEpoch grows with every change of the leader
 * @param controllerEpoch epoch of the controller that wrote this
 * @param isr ids of the in-sync replicas
 * @param leaderRecoveryState 0 = recovered (then the field is absent), 1 = recovering; Kafka 3.2 and later
 * @param unknown fields that this library does not know, kept as they were read
 */
public record PartitionState(
        int leader,
        int leaderEpoch,
        int controllerEpoch,
        List<Integer> isr,
        int leaderRecoveryState,
        Map<String, JsonNode> unknown) {
    /** The leader of a partition that has none. */
    public static final int NO_LEADER = -1;

    public PartitionState {
        isr = List.copyOf(isr);
    }

    /** The first state of a partition: the preferred replica leads, all replicas are in sync. */
    public static PartitionState initial(List<Integer> replicas, int controllerEpoch) {
        return new PartitionState(replicas.get(0), 0, controllerEpoch, replicas, 0, Map.of());
    }

    /** The state after a change of leader: the epoch grows by one. */
    public PartitionState ledBy(int newLeader, List<Integer> newIsr) {
        return new PartitionState(newLeader, leaderEpoch + 1, controllerEpoch, newIsr, leaderRecoveryState, unknown);
    }
}
