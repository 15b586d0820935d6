package io.coordkit.kafka;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** An application that reads nothing but remembers what it may read and what it was told. */
class RecordingListener implements GroupListener {
    final Map<TopicPartition, AssignedPartition> reading = new ConcurrentHashMap<>();
    final Set<TopicPartition> revoked = ConcurrentHashMap.newKeySet();
    final Set<TopicPartition> lost = ConcurrentHashMap.newKeySet();

    @Override
    public void onAssigned(Map<TopicPartition, AssignedPartition> partitions) {
        reading.putAll(partitions);
    }

    @Override
    public void onRevoked(Set<TopicPartition> partitions) {
        revoked.addAll(partitions);
        reading.keySet().removeAll(partitions);
    }

    @Override
    public void onLost(Set<TopicPartition> partitions) {
        lost.addAll(partitions);
        reading.keySet().removeAll(partitions);
    }
}
