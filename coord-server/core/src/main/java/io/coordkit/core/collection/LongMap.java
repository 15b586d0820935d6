package io.coordkit.core.collection;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A map from long to object without boxing: open addressing, linear probing, no tombstones. Iteration order depends on the
 * history of calls alone, so replicas that do the same things iterate in the same order. Not thread-safe.
 *
 * @param <V> never null
 */
public final class LongMap<V> {
    private long[] keys = new long[16];
    private @Nullable Object[] values = new @Nullable Object[16];
    private int size;

    /** Entries. */
    public int size() {
        return size;
    }

    /** The value of {@code key}, or null. */
    @SuppressWarnings("unchecked")
    public @Nullable V get(long key) {
        for (int i = slot(key); values[i] != null; i = i + 1 & keys.length - 1) {
            if (keys[i] == key) {
                return (V) values[i];
            }
        }
        return null;
    }

    /** Whether {@code key} has a value. */
    public boolean containsKey(long key) {
        return get(key) != null;
    }

    /** Sets the value of {@code key}; returns the former one, or null. */
    @SuppressWarnings("unchecked")
    public @Nullable V put(long key, V value) {
        int i = slot(key);
        for (; values[i] != null; i = i + 1 & keys.length - 1) {
            if (keys[i] == key) {
                V former = (V) values[i];
                values[i] = value;
                return former;
            }
        }
        keys[i] = key;
        values[i] = value;
        if (++size > keys.length / 3 * 2) {
            rehash();
        }
        return null;
    }

    /** Removes {@code key}; returns its value, or null. */
    @SuppressWarnings("unchecked")
    public @Nullable V remove(long key) {
        for (int i = slot(key); values[i] != null; i = i + 1 & keys.length - 1) {
            if (keys[i] == key) {
                V former = (V) values[i];
                closeGap(i);
                size--;
                return former;
            }
        }
        return null;
    }

    /** Removes everything. */
    public void clear() {
        keys = new long[16];
        values = new @Nullable Object[16];
        size = 0;
    }

    /** Calls {@code action} for every value; the map must not change meanwhile. */
    @SuppressWarnings("unchecked")
    public void forEach(Consumer<? super V> action) {
        for (Object value : values) {
            if (value != null) {
                action.accept((V) value);
            }
        }
    }

    /** The keys, ascending. */
    public long[] sortedKeys() {
        long[] sorted = new long[size];
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != null) {
                sorted[count++] = keys[i];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** Moves later entries of the probe sequence back, so that lookups never meet a hole before their key. */
    private void closeGap(int gap) {
        int mask = keys.length - 1;
        int hole = gap;
        for (int i = gap + 1 & mask; values[i] != null; i = i + 1 & mask) {
            int home = slot(keys[i]);
            if ((i - home & mask) >= (i - hole & mask)) {
                keys[hole] = keys[i];
                values[hole] = values[i];
                hole = i;
            }
        }
        values[hole] = null;
    }

    private void rehash() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new @Nullable Object[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int to = slot(oldKeys[i]);
                while (values[to] != null) {
                    to = to + 1 & keys.length - 1;
                }
                keys[to] = oldKeys[i];
                values[to] = oldValues[i];
            }
        }
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & keys.length - 1;
    }
}
