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
 * <p>Source: {@code DataNode.addChild}, {@link java.util.HashMap}. Owned by one thread; what it needs for a list it keeps for the next.
 */
final class ChildOrder {
    /** Of a set that {@code DataNode} makes. */
    private static final int BUCKETS_MIN = 8;

    /** Of each child of the list, in the order of {@link Znode#firstChild()}. */
    private int[] buckets = new int[BUCKETS_MIN];

    /** Of each bucket, where its children that are still to be placed end. */
    private int[] ends = new int[BUCKETS_MIN];

    private @Nullable Znode[] ordered = new @Nullable Znode[BUCKETS_MIN];

    /** Writes the names of a znode's children as a vector. */
    void write(Znode parent, JuteWriter out) {
        int count = parent.childCount();
        out.writeInt(count);
        if (count == 0) {
            return;
        }
        int bucketCount = bucketsFor(parent.mostChildren());
        reserve(count, bucketCount);
        countBuckets(parent, bucketCount);
        place(parent);
        for (int i = 0; i < count; i++) {
            Znode child = ordered[i];
            if (child != null) {
                out.writeBuffer(child.name());
                ordered[i] = null;
            }
        }
    }

    /** A set grows when three quarters of its buckets are not enough, and never shrinks. */
    private static int bucketsFor(int children) {
        int buckets = BUCKETS_MIN;
        while (children > buckets / 4 * 3) {
            buckets *= 2;
        }
        return buckets;
    }

    private void reserve(int count, int bucketCount) {
        if (ordered.length < count) {
            ordered = new @Nullable Znode[bucketCount];
            buckets = new int[bucketCount];
        }
        if (ends.length < bucketCount) {
            ends = new int[bucketCount];
        } else {
            Arrays.fill(ends, 0, bucketCount, 0);
        }
    }

    private void countBuckets(Znode parent, int bucketCount) {
        int at = 0;
        for (Znode child = parent.firstChild(); child != null; child = child.nextSibling) {
            int hash = child.nameHash;
            int bucket = (hash ^ hash >>> 16) & bucketCount - 1;
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
