package io.coordkit.core.stats;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sizes, apart for each namespace: the first name of a path ({@code PathUtils.getTopNamespace} of the reference). Counting makes no
 * garbage. Clients choose names, so there is a bound: whatever comes after the first namespaces is not counted.
 */
public final class PathSizes {
    /** How many namespaces are told apart. */
    public static final int NAMESPACES_MAX = 256;

    private static final int SLOTS = 2 * NAMESPACES_MAX;

    private final @Nullable String[] names = new @Nullable String[SLOTS];
    private final @Nullable Distribution[] sizes = new @Nullable Distribution[SLOTS];
    private int count;

    /** One more; nothing for the root, which belongs to no namespace. */
    public void add(String path, long bytes) {
        int end = path.indexOf('/', 1);
        int length = (end < 0 ? path.length() : end) - 1;
        if (length > 0) {
            Distribution of = find(path, length);
            if (of != null) {
                of.add(bytes);
            }
        }
    }

    private @Nullable Distribution find(String path, int length) {
        int slot = slotOf(path, length);
        for (String name = names[slot]; name != null; name = names[slot]) {
            if (name.length() == length && path.startsWith(name, 1)) {
                return sizes[slot];
            }
            slot = slot + 1 & SLOTS - 1;
        }
        if (count == NAMESPACES_MAX) {
            return null;
        }
        count++;
        names[slot] = path.substring(1, length + 1);
        Distribution first = new Distribution();
        sizes[slot] = first;
        return first;
    }

    private static int slotOf(String path, int length) {
        int hash = 0;
        for (int i = 1; i <= length; i++) {
            hash = 31 * hash + path.charAt(i);
        }
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }

    /** What was counted, by namespace; the distributions are to be read only. */
    public Map<String, Distribution> byNamespace() {
        Map<String, Distribution> found = new TreeMap<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            String name = names[slot];
            Distribution of = sizes[slot];
            if (name != null && of != null) {
                found.put(name, of);
            }
        }
        return found;
    }

    /** Forgets the sizes; the namespaces stay. */
    public void reset() {
        for (Distribution of : sizes) {
            if (of != null) {
                of.reset();
            }
        }
    }
}
