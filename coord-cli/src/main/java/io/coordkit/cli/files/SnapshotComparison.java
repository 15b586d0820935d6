package io.coordkit.cli.files;

import io.coordkit.core.tree.Znode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is different between two snapshots: znode by znode, or only the subtrees whose size has changed much. */
public final class SnapshotComparison {

    private final Snapshot left;
    private final Snapshot right;

    public SnapshotComparison(Snapshot left, Snapshot right) {
        this.left = left;
        this.right = right;
    }

    /**
     * A znode that is not the same.
     *
     * @param path which
     * @param kind {@code left only}, {@code right only} or {@code differs}
     * @param what in which respects it differs, in words
     */
    public record Difference(String path, String kind, List<String> what) {
        /** For people: like a patch. */
        public String line() {
            String mark = kind.equals("left only") ? "-" : kind.equals("right only") ? "+" : "~";
            return mark + " " + path + (what.isEmpty() ? "" : "  " + String.join(", ", what));
        }

        /** For machines. */
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("kind", kind);
            fields.put("what", what);
            return fields;
        }
    }

    /** Tells every znode that differs, by path. */
    public void forEach(Consumer<Difference> sink) {
        for (String path : paths()) {
            Znode one = left.tree().find(path);
            Znode other = right.tree().find(path);
            if (one == null) {
                sink.accept(new Difference(path, "right only", List.of()));
            } else if (other == null) {
                sink.accept(new Difference(path, "left only", List.of()));
            } else {
                List<String> what = what(one, other);
                if (!what.isEmpty()) {
                    sink.accept(new Difference(path, "differs", what));
                }
            }
        }
    }

    private static List<String> what(Znode one, Znode other) {
        return Stream.of(
                        Arrays.equals(one.data(), other.data())
                                ? ""
                                : changed("bytes", length(one.data()), length(other.data())),
                        changed("version", one.version(), other.version()),
                        changed("acl version", one.aversion(), other.aversion()),
                        one.acl().equals(other.acl()) ? "" : "acl",
                        changed("created children", one.createdChildren(), other.createdChildren()),
                        hexChanged("czxid", one.czxid(), other.czxid()),
                        hexChanged("mzxid", one.mzxid(), other.mzxid()),
                        hexChanged("pzxid", one.pzxid(), other.pzxid()),
                        hexChanged("owner", one.owner(), other.owner()))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static long length(byte @Nullable [] data) {
        return data == null ? 0 : data.length;
    }

    private static String changed(String name, long from, long to) {
        if (from == to && !name.equals("bytes")) {
            return "";
        }
        return from == to ? "other " + from + " bytes" : name + " " + from + " -> " + to;
    }

    private static String hexChanged(String name, long from, long to) {
        return from == to ? "" : name + " 0x" + Long.toHexString(from) + " -> 0x" + Long.toHexString(to);
    }

    /**
     * Tells every subtree that has grown or shrunk by more than so many bytes or znodes, by path. The znode itself counts for its bytes
     * only, as for the reference's {@code SnapshotComparer}.
     */
    public void forEachSubtree(long bytes, long znodes, Consumer<Difference> sink) {
        Sizes ofLeft = Sizes.of(left, "/");
        Sizes ofRight = Sizes.of(right, "/");
        for (String path : paths()) {
            Sizes.Size one = ofLeft.of(path);
            Sizes.Size other = ofRight.of(path);
            if (Math.abs(one.bytes() - other.bytes()) > bytes || Math.abs(below(one) - below(other)) > znodes) {
                String kind = one.znodes() == 0 ? "right only" : other.znodes() == 0 ? "left only" : "differs";
                sink.accept(new Difference(
                        path,
                        kind,
                        List.of(
                                "bytes " + one.bytes() + " -> " + other.bytes(),
                                "znodes " + one.znodes() + " -> " + other.znodes())));
            }
        }
    }

    private static long below(Sizes.Size size) {
        return Math.max(0, size.znodes() - 1);
    }

    private TreeSet<String> paths() {
        TreeSet<String> paths = new TreeSet<>();
        left.walk("/", (path, node) -> paths.add(path));
        right.walk("/", (path, node) -> paths.add(path));
        return paths;
    }
}
