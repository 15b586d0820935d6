package io.coordkit.kafka.paths;

import java.util.regex.Pattern;

/**
 * The nodes of one topic.
 *
 * @param topic a legal topic name: 1 to 249 of letters, digits, dot, underscore and hyphen, and neither "." nor ".."
 */
public record TopicPath(String topic) {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    public TopicPath {
        if (!isLegal(topic)) {
            throw new IllegalArgumentException("illegal topic name: \"" + topic
                    + "\" (1 to 249 letters, digits, dots, underscores and hyphens; not \".\" or \"..\")");
        }
    }

    /** Could a topic have this name? */
    public static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    /** The topic's replica assignment. */
    public String node() {
        return ClusterPaths.TOPICS + "/" + topic;
    }

    /** Parent of the partitions, without a value. */
    public String partitions() {
        return node() + "/partitions";
    }

    /** One partition, without a value; its number is not negative. */
    public String partition(int partition) {
        if (partition < 0) {
            throw new IllegalArgumentException("negative partition " + partition + " of topic " + topic);
        }
        return partitions() + "/" + partition;
    }

    /** Leader, epochs and in-sync replicas of one partition. */
    public String state(int partition) {
        return partition(partition) + "/state";
    }

    /** The topic's overrides of the configuration. */
    public String config() {
        return ConfigEntity.topic(topic).node();
    }

    /** Its existence asks the controller to delete the topic. */
    public String deletionMark() {
        return ClusterPaths.DELETE_TOPICS + "/" + topic;
    }
}
