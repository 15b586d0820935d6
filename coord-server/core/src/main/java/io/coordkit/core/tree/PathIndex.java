package io.coordkit.core.tree;

import org.jspecify.annotations.Nullable;

/**
 * Finds a znode by its path: an open-addressing table of the nodes themselves, which are compared with the path from the end,
 * so that no path is stored. The hash is a seeded one of our own, because clients choose the paths and
 * {@link String#hashCode()} collides on demand.
 */
final class PathIndex {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final long seed;
    private @Nullable Znode[] table = new @Nullable Znode[1024];
    private int size;

    PathIndex(long seed) {
        this.seed = seed;
    }

    int size() {
        return size;
    }

    int hash(String path) {
        long hash = seed;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * FACTOR;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> 32);
    }

    @Nullable
    Znode find(String path) {
        int hash = hash(path);
        int mask = table.length - 1;
        for (int i = hash & mask; ; i = i + 1 & mask) {
            Znode node = table[i];
            if (node == null) {
                return null;
            }
            if (node.pathHash == hash && node.isAt(path)) {
                return node;
            }
        }
    }

    void add(Znode node) {
        if (++size > table.length / 3 * 2) {
            grow();
        }
        insert(table, node);
    }

    void remove(Znode node) {
        int mask = table.length - 1;
        int hole = node.pathHash & mask;
        while (table[hole] != node) {
            hole = hole + 1 & mask;
        }
        int i = hole + 1 & mask;
        for (Znode next = table[i]; next != null; next = table[i]) {
            int home = next.pathHash & mask;
            if ((i - home & mask) >= (i - hole & mask)) {
                table[hole] = next;
                hole = i;
            }
            i = i + 1 & mask;
        }
        table[hole] = null;
        size--;
    }

    private void grow() {
        @Nullable Znode[] larger = new @Nullable Znode[table.length * 2];
        for (Znode node : table) {
            if (node != null) {
                insert(larger, node);
            }
        }
        table = larger;
    }

    private static void insert(@Nullable Znode[] table, Znode node) {
        int mask = table.length - 1;
        int i = node.pathHash & mask;
        while (table[i] != null) {
            i = i + 1 & mask;
        }
        table[i] = node;
    }
}
