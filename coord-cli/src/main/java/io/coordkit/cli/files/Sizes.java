package io.coordkit.cli.files;

import io.coordkit.core.tree.Znode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much is at and below each znode of a snapshot. */
public final class Sizes {

    private final Map<String, Size> byPath = new HashMap<>();

    /**
     * A znode and everything below it.
     *
     * @param znodes itself included
     * @param bytes of data
     */
    public record Size(long znodes, long bytes) {
        Size plus(Size other) {
            return new Size(znodes + other.znodes, bytes + other.bytes);
        }
    }

    private Sizes() {}

    static Sizes of(Snapshot snapshot, String top) {
        List<String> parentsFirst = new ArrayList<>();
        Sizes sizes = new Sizes();
        snapshot.walk(top, (path, node) -> {
            parentsFirst.add(path);
            sizes.byPath.put(path, own(node));
        });
        for (int i = parentsFirst.size() - 1; i > 0; i--) {
            String path = parentsFirst.get(i);
            sizes.byPath.merge(parent(path), sizes.of(path), Size::plus);
        }
        return sizes;
    }

    private static Size own(Znode node) {
        byte[] data = node.data();
        return new Size(1, data == null ? 0 : data.length);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    /** Nothing where there is no such znode. */
    Size of(String path) {
        return byPath.getOrDefault(path, new Size(0, 0));
    }
}
