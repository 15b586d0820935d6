package io.coordkit.cli.demo.kafkarebalance;

import java.util.Collection;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** What is read in this demo, and by which group. */
final class Topic {

    static final String NAME = "login";
    static final String GROUP = "billing";
    static final int PARTITIONS = 12;

    private Topic() {}

    static TopicPartition partition(int number) {
        return new TopicPartition(NAME, number);
    }

    /** Partition numbers for a reader: {@code "0-3, 7"}. */
    static String text(Collection<Integer> partitions) {
        StringBuilder text = new StringBuilder();
        int first = -1;
        int last = -2;
        for (int partition : new TreeSet<>(partitions)) {
            if (partition != last + 1) {
                text.append(end(first, last)).append(text.isEmpty() ? "" : ", ").append(partition);
                first = partition;
            }
            last = partition;
        }
        return text.append(end(first, last)).toString();
    }

    private static String end(int first, int last) {
        return last > first ? "-" + last : "";
    }
}
