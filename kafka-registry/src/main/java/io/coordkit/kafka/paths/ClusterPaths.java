package io.coordkit.kafka.paths;

import java.util.List;
import java.util.OptionalInt;

/** Paths that exist once per cluster (Kafka's class {@code ZkData}). */
public final class ClusterPaths {
    /** Children are the ids of the live brokers, ephemeral. */
    public static final String BROKER_IDS = "/brokers/ids";

    /** Children are the names of the topics. */
    public static final String TOPICS = "/brokers/topics";

    /** Its data version is the source of generated broker ids. */
    public static final String BROKER_SEQUENCE = "/brokers/seqid";

    /** The identity of the cluster, written once. */
    public static final String CLUSTER_ID = "/cluster/id";

    /** The active controller, ephemeral. */
    public static final String CONTROLLER = "/controller";

    /** The controller's fence: its data version guards every write of the controller. */
    public static final String CONTROLLER_EPOCH = "/controller_epoch";

    /** Children are the topics that the controller shall delete. */
    public static final String DELETE_TOPICS = "/admin/delete_topics";

    /** Asks the controller to move leadership to the preferred replicas of the partitions in its value. */
    public static final String PREFERRED_ELECTION = "/admin/preferred_replica_election";

    /** Asks the controller to move replicas. Kafka 2.4 and later have a request for that, and still obey the node. */
    public static final String REASSIGNMENT = "/admin/reassign_partitions";

    /** Leaders announce changed in-sync replicas to the controller here. */
    public static final String ISR_CHANGES = "/isr_change_notification";

    /** Children are the groups of the old consumer. */
    public static final String CONSUMERS = "/consumers";

    /**
     * The persistent paths that a broker creates at its start, parents first as Kafka 3.9 lists them; all without a
     * value.
     */
    public static final List<String> TOP_LEVEL = List.of(
            CONSUMERS,
            BROKER_IDS,
            TOPICS,
            ConfigEntity.CHANGES,
            DELETE_TOPICS,
            BROKER_SEQUENCE,
            ISR_CHANGES,
            "/latest_producer_id_block",
            "/log_dir_event_notification",
            "/config/topics",
            "/config/clients",
            "/config/users",
            "/config/brokers",
            "/config/ips");

    private ClusterPaths() {}

    /** The ephemeral node of one broker. */
    public static String broker(int brokerId) {
        return BROKER_IDS + "/" + brokerId;
    }

    /** The id in the path of a broker's node; empty when the node is a foreign one that names no id. */
    public static OptionalInt brokerId(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(name)) : OptionalInt.empty();
    }
}
