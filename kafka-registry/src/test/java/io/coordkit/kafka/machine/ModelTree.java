package io.coordkit.kafka.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** The znodes of one group, just enough of ZooKeeper to run group machines against: atomic operations, sessions, watches. */
final class ModelTree {
    record Id(long session, int version, Map<String, Integer> streams) {}

    record Owner(long session, StreamId stream) {}

    private final SortedMap<String, Id> ids = new TreeMap<>();
    private final SortedMap<TopicPartition, Owner> owners = new TreeMap<>(PartitionOrder.INSTANCE);
    private final SortedMap<TopicPartition, Long> offsets = new TreeMap<>(PartitionOrder.INSTANCE);
    private final SortedMap<String, SortedSet<Integer>> topics = new TreeMap<>();
    private final Set<Long> sessions = new HashSet<>();
    private final Set<Runnable> groupWatchers = new HashSet<>();
    private final Map<TopicPartition, Set<Runnable>> ownerWatchers = new HashMap<>();
    private boolean brokersPresent = true;
    private long lastSession;

    long openSession() {
        sessions.add(++lastSession);
        return lastSession;
    }

    boolean isAlive(long session) {
        return sessions.contains(session);
    }

    void expire(long session) {
        sessions.remove(session);
        boolean left = ids.values().removeIf(id -> id.session() == session);
        for (TopicPartition partition : List.copyOf(owners.keySet())) {
            if (owners.get(partition).session() == session) {
                removeOwner(partition);
            }
        }
        if (left) {
            fireGroup();
        }
    }

    SortedMap<TopicPartition, Owner> owners() {
        return owners;
    }

    SortedMap<TopicPartition, Long> offsets() {
        return offsets;
    }

    SortedMap<String, SortedSet<Integer>> topics() {
        return topics;
    }

    GroupView view() {
        SortedMap<String, Map<String, Integer>> members = new TreeMap<>();
        ids.forEach((consumer, id) -> members.put(consumer, id.streams()));
        return new GroupView(topics, members);
    }

    void setPartitions(String topic, int count) {
        SortedSet<Integer> partitions = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            partitions.add(i);
        }
        topics.put(topic, partitions);
        fireGroup();
    }

    void setBrokersPresent(boolean present) {
        brokersPresent = present;
        fireGroup();
    }

    GroupEvent register(GroupAction.Register action, String consumer, long session, Map<String, Integer> streams) {
        Id existing = ids.get(consumer);
        if (existing == null) {
            ids.put(consumer, new Id(session, 0, streams));
            fireGroup();
        } else if (existing.session() != session) {
            return new GroupEvent.RegistrationRefused(action.ticket(), "taken");
        }
        return new GroupEvent.Registered(action.ticket(), session);
    }

    void watchGroup(Runnable watcher) {
        groupWatchers.add(watcher);
    }

    List<String> listIds() {
        return new ArrayList<>(ids.keySet());
    }

    GroupEvent readGroup(GroupAction.ReadGroup action, List<String> listed, String consumer, long session) {
        SortedMap<String, Map<String, Integer>> members = new TreeMap<>();
        for (String id : listed) {
            if (ids.containsKey(id)) {
                members.put(id, ids.get(id).streams());
            }
        }
        Id own = ids.get(consumer);
        return new GroupEvent.GroupRead(
                action.ticket(),
                own != null && own.session() == session ? Optional.of(own.version()) : Optional.empty(),
                brokersPresent,
                new GroupView(topics, members));
    }

    GroupEvent claim(GroupAction.Claim action, String consumer, long session, Runnable watcher) {
        Id own = ids.get(consumer);
        if (own == null || own.version() != action.generation()) {
            return new GroupEvent.Fenced(action.ticket(), "id");
        }
        for (Map.Entry<TopicPartition, StreamId> wanted : action.owners().entrySet()) {
            Owner holder = owners.get(wanted.getKey());
            if (holder != null && !holder.equals(new Owner(session, wanted.getValue()))) {
                ownerWatchers
                        .computeIfAbsent(wanted.getKey(), p -> new HashSet<>())
                        .add(watcher);
                return new GroupEvent.ClaimConflict(
                        action.ticket(), wanted.getKey(), holder.stream().toString());
            }
        }
        action.owners().forEach((partition, stream) -> owners.put(partition, new Owner(session, stream)));
        ids.put(consumer, new Id(own.session(), own.version() + 1, own.streams()));
        return new GroupEvent.Claimed(action.ticket(), own.version() + 1);
    }

    GroupEvent release(GroupAction.Release action, String consumer, long session) {
        if (!ids.containsKey(consumer)) {
            return new GroupEvent.Fenced(action.ticket(), "id");
        }
        for (TopicPartition partition : action.partitions()) {
            Owner holder = owners.get(partition);
            if (holder != null
                    && holder.session() == session
                    && holder.stream().consumerId().equals(consumer)) {
                removeOwner(partition);
            }
        }
        return new GroupEvent.Released(action.ticket());
    }

    GroupEvent commit(GroupAction.CommitOffsets action, String consumer) {
        Id own = ids.get(consumer);
        if (own == null
                || own.version() != action.generation()
                || !owners.keySet().containsAll(action.offsets().keySet())) {
            return new GroupEvent.Fenced(action.ticket(), "guard");
        }
        offsets.putAll(action.offsets());
        return new GroupEvent.Committed(action.ticket());
    }

    GroupEvent fetch(GroupAction.FetchOffsets action) {
        SortedMap<TopicPartition, Long> found = new TreeMap<>(offsets);
        found.keySet().retainAll(action.partitions());
        return new GroupEvent.OffsetsFetched(action.ticket(), found);
    }

    GroupEvent unregister(GroupAction.Unregister action, String consumer, long session) {
        Id own = ids.get(consumer);
        if (own != null && own.session() == session) {
            ids.remove(consumer);
            fireGroup();
        }
        return new GroupEvent.Unregistered(action.ticket());
    }

    private void removeOwner(TopicPartition partition) {
        owners.remove(partition);
        Set<Runnable> watchers = ownerWatchers.remove(partition);
        if (watchers != null) {
            watchers.forEach(Runnable::run);
        }
    }

    private void fireGroup() {
        List<Runnable> watchers = new ArrayList<>(groupWatchers);
        groupWatchers.clear();
        watchers.forEach(Runnable::run);
    }
}
