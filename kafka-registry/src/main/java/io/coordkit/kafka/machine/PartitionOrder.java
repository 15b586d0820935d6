package io.coordkit.kafka.machine;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** Topic by text, then partition by number: gives maps of partitions one order everywhere. */
public enum PartitionOrder implements Comparator<TopicPartition> {
    INSTANCE;

    @Override
    public int compare(TopicPartition a, TopicPartition b) {
        int byTopic = a.topic().compareTo(b.topic());
        return byTopic != 0 ? byTopic : Integer.compare(a.partition(), b.partition());
    }
}
