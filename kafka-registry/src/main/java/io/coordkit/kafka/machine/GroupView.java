package io.coordkit.kafka.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an assignor looks at: the partitions of the topics and who consumes them.
 *
 * @param partitions topic to partition numbers, which need not be contiguous
 * @param members consumer id to streams per topic, wildcards already expanded
 * @param joined the consumer ids in the order in which they joined
 */
public record GroupView(
        SortedMap<String, SortedSet<Integer>> partitions,
        SortedMap<String, Map<String, Integer>> members,
        List<String> joined) {
    public GroupView {
        partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        joined = List.copyOf(joined);
        if (joined.size() != members.size() || !members.keySet().containsAll(joined)) {
            throw new IllegalArgumentException("members " + members.keySet() + " joined as " + joined);
        }
    }

    /** Members that joined in the order of their ids. */
    public GroupView(
            SortedMap<String, SortedSet<Integer>> partitions, SortedMap<String, Map<String, Integer>> members) {
        this(partitions, members, List.copyOf(members.keySet()));
    }

    /** The same without those who joined after the first {@code count}. */
    GroupView ofFirst(int count) {
        SortedMap<String, Map<String, Integer>> first = new TreeMap<>(members);
        first.keySet().retainAll(joined.subList(0, count));
        return new GroupView(partitions, first, joined.subList(0, count));
    }

    /** The streams that consume a topic, in the order of their text. */
    public List<StreamId> streamsOf(String topic) {
        SortedSet<StreamId> streams = new TreeSet<>();
        members.forEach((consumer, topics) -> {
            for (int i = 0; i < topics.getOrDefault(topic, 0); i++) {
                streams.add(new StreamId(consumer, i));
            }
        });
        return List.copyOf(streams);
    }

    /** All streams of the group, each once, in the order of their text. */
    public List<StreamId> streams() {
        SortedSet<StreamId> streams = new TreeSet<>();
        partitions.keySet().forEach(topic -> streams.addAll(streamsOf(topic)));
        return new ArrayList<>(streams);
    }
}
