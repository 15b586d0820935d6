package io.coordkit.core.tree;

import io.coordkit.core.wire.JuteWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lists children in the order in which ZooKeeper does. It promises none, but keeps their names in a {@link java.util.HashSet},
 * and programs have come to rely on what that makes of the names of a queue, say (Kafka's {@code KafkaZkClientTest} does). So this
 * is the order of such a set: by buckets, as many as the most children there ever were asked for, and within a bucket the oldest first.
 * Only for eight and more children in one bucket, which the set keeps as a tree, does the order differ.
 *
 * <p>Children are counted into their buckets, which takes linear time. Where few are left of many, looking at all those buckets
 * would take far longer than sorting the few.
 *
 * <p>Source: {@code DataNode.addChild}, {@link java.util.HashMap}. Owned by one thread; what it needs for a list it keeps for the next.
 */
final class ChildOrder {
    /** Of a set that {@code DataNode} makes. */
    private static final int BUCKETS_MIN = 8;

    /** With more buckets than so many for each child sorting is faster. */
    private static final int BUCKETS_PER_CHILD_MAX = 64;

    /** Of each child of the list, in the order of {@link Znode#firstChild()}. */
    private int[] buckets = new int[BUCKETS_MIN];

    /** Of each bucket, where its children that are still to be placed end. */
    private int[] ends = new int[BUCKETS_MIN];

    /** Of each child of a list to be sorted, oldest first: bucket, then place among its siblings. */
    private long[] keys = new long[BUCKETS_MIN];

    private @Nullable Znode[] ordered = new @Nullable Znode[BUCKETS_MIN];

    /** Writes the names of a znode's children as a vector. */
    void write(Znode parent, JuteWriter out) {
        int count = parent.childCount();
        out.writeInt(count);
        if (count == 0) {
            return;
        }
        int bucketCount = bucketsFor(parent.mostChildren());
        if (bucketCount / BUCKETS_PER_CHILD_MAX > count) {
            writeSorted(parent, count, bucketCount, out);
        } else {
            writeCounted(parent, count, bucketCount, out);
        }
    }

    private void writeSorted(Znode parent, int count, int bucketCount, JuteWriter out) {
        if (keys.length < count) {
            keys = new long[2 * count];
        }
        reserve(count);
        int at = count;
        for (Znode child = parent.firstChild(); child != null; child = child.nextSibling) {
            ordered[--at] = child;
            keys[at] = (long) bucketOf(child, bucketCount) << Integer.SIZE | at;
        }
        Arrays.sort(keys, 0, count);
        for (int i = 0; i < count; i++) {
            writeName((int) keys[i], out);
        }
    }

    private void writeCounted(Znode parent, int count, int bucketCount, JuteWriter out) {
        reserve(count);
        clearEnds(bucketCount);
        countBuckets(parent, bucketCount);
        place(parent);
        for (int i = 0; i < count; i++) {
            writeName(i, out);
        }
    }

    private void writeName(int at, JuteWriter out) {
        Znode child = ordered[at];
        if (child != null) {
            out.writeBuffer(child.name());
            ordered[at] = null;
        }
    }

    private static int bucketOf(Znode child, int bucketCount) {
        int hash = child.nameHash;
        return (hash ^ hash >>> 16) & bucketCount - 1;
    }

    /** A set grows when three quarters of its buckets are not enough, and never shrinks. */
    private static int bucketsFor(int children) {
        int buckets = BUCKETS_MIN;
        while (children > buckets / 4 * 3) {
            buckets *= 2;
        }
        return buckets;
    }

    private void reserve(int count) {
        if (ordered.length < count) {
            ordered = new @Nullable Znode[2 * count];
            buckets = new int[2 * count];
        }
    }

    private void clearEnds(int bucketCount) {
        if (ends.length < bucketCount) {
            ends = new int[bucketCount];
        } else {
            Arrays.fill(ends, 0, bucketCount, 0);
        }
    }

    private void countBuckets(Znode parent, int bucketCount) {
        int at = 0;
        for (Znode child = parent.firstChild(); child != null; child = child.nextSibling) {
            int bucket = bucketOf(child, bucketCount);
            buckets[at++] = bucket;
            ends[bucket]++;
        }
        for (int i = 1; i < bucketCount; i++) {
            ends[i] += ends[i - 1];
        }
    }

    /** Siblings come newest first, so each bucket is filled from its end. */
    private void place(Znode parent) {
        int at = 0;
        for (Znode child = parent.firstChild(); child != null; child = child.nextSibling) {
            ordered[--ends[buckets[at++]]] = child;
        }
    }
}
