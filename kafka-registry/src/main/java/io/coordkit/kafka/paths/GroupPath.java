package io.coordkit.kafka.paths;

import io.coordkit.kafka.codec.GroupLayout;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * The nodes of one group of the old (ZooKeeper) consumer.
 *
 * @param group letters, digits, dot, underscore and hyphen, at least one
 * @param layout how partitions are named
 */
public record GroupPath(String group, GroupLayout layout) {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]+");

    public GroupPath {
        if (!LEGAL.matcher(group).matches() || group.equals(".") || group.equals("..")) {
            throw new IllegalArgumentException(
                    "illegal group id: \"" + group + "\" (letters, digits, dots, underscores and hyphens)");
        }
    }

    /** In the layout of Kafka 0.8 to 1.1. */
    public GroupPath(String group) {
        this(group, GroupLayout.KAFKA_0_8);
    }

    /** The group itself. */
    public String node() {
        return ClusterPaths.CONSUMERS + "/" + group;
    }

    /** Children are the ids of the live members, ephemeral. */
    public String ids() {
        return node() + "/ids";
    }

    /** One member's subscription; the consumer id must be one path element. */
    public String id(String consumerId) {
        if (consumerId.isEmpty() || consumerId.indexOf('/') >= 0) {
            throw new IllegalArgumentException("illegal consumer id: \"" + consumerId + "\"");
        }
        return ids() + "/" + consumerId;
    }

    /** Parent of all owner nodes. */
    public String owners() {
        return node() + "/owners";
    }

    /** Parent of a topic's owner nodes. */
    public String owners(String topic) {
        return owners() + "/" + new TopicPath(topic).topic();
    }

    /** The ephemeral node that names a partition's owner. */
    public String owner(TopicPartition partition) {
        return owners(partition.topic()) + "/" + layout.partitionName(partition.partition());
    }

    /** Parent of all offset nodes. */
    public String offsets() {
        return node() + "/offsets";
    }

    /** Parent of a topic's offset nodes. */
    public String offsets(String topic) {
        return offsets() + "/" + new TopicPath(topic).topic();
    }

    /** The next offset to consume, decimal text. */
    public String offset(TopicPartition partition) {
        return offsets(partition.topic()) + "/" + layout.partitionName(partition.partition());
    }
}
