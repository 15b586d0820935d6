package io.coordkit.cli.demo.kafkarebalance;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the demo's own client found in the tree at one time. Offsets were read before owners: who still owned a partition
 * had not let go of it when its offset was read.
 *
 * @param fromNanos before the owners were read, by {@link System#nanoTime()}
 * @param untilNanos after they were read
 * @param brokers the children of {@code /brokers/ids}
 * @param members the consumers that are registered in the group
 * @param owners the consumer in each partition's owner node; no entry where there is no node
 * @param offsets the committed offset of each partition; no entry where none was ever committed
 */
record Look(
        long fromNanos,
        long untilNanos,
        SortedSet<Integer> brokers,
        SortedSet<String> members,
        SortedMap<Integer, String> owners,
        SortedMap<Integer, Long> offsets) {

    /** Before anything was seen. */
    static final Look NOTHING = new Look(0, 0, new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>());

    Look {
        brokers = Collections.unmodifiableSortedSet(brokers);
        members = Collections.unmodifiableSortedSet(members);
        owners = Collections.unmodifiableSortedMap(owners);
        offsets = Collections.unmodifiableSortedMap(offsets);
    }

    /** The partitions that a consumer owns. */
    SortedSet<Integer> ownedBy(String consumer) {
        SortedSet<Integer> owned = new TreeSet<>(owners.keySet());
        owned.removeIf(partition -> !consumer.equals(owners.get(partition)));
        return owned;
    }

    /** Who owns what, in words: {@code "c1: 0-5, c3: 6-11"}. */
    String ownersText() {
        return String.join(
                ", ",
                new TreeSet<>(owners.values())
                        .stream().map(c -> c + ": " + Topic.text(ownedBy(c))).toList());
    }

    /** The partitions without an owner node. */
    SortedSet<Integer> ownerless() {
        SortedSet<Integer> ownerless = new TreeSet<>();
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            ownerless.add(partition);
        }
        ownerless.removeAll(owners.keySet());
        return ownerless;
    }

    /** The sizes of the consumers' shares, in words: {@code "4 + 4 + 4"}. */
    String shares(Collection<String> consumers) {
        return String.join(
                " + ",
                consumers.stream().map(c -> Integer.toString(ownedBy(c).size())).toList());
    }

    /** Where the group goes on with a partition. */
    long committed(int partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    /** Has nobody else joined or left, as far as registrations tell? */
    boolean hasMembers(Set<String> expected) {
        return members.equals(expected);
    }
}
