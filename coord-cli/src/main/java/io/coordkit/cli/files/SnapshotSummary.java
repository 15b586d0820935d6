package io.coordkit.cli.files;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Where the znodes and the bytes are: every znode that has children, with what is below it. */
public final class SnapshotSummary {

    private final Snapshot snapshot;
    private final String top;
    private final int depth;

    /** @param depth how far below {@code top} to go, 0 for all the way; what is counted does not depend on it */
    public SnapshotSummary(Snapshot snapshot, String top, int depth) {
        this.snapshot = snapshot;
        this.top = top;
        this.depth = depth;
    }

    /** One znode. */
    public record Line(String path, int level, long znodesBelow, long bytes) {
        /** In the words of the reference's tool. */
        public String text() {
            String indent = "--".repeat(level);
            return indent + " " + path + "\n" + indent + "   children: " + znodesBelow + "\n" + indent + "   data: "
                    + bytes;
        }

        /** For machines. */
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("level", level);
            fields.put("znodesBelow", znodesBelow);
            fields.put("bytes", bytes);
            return fields;
        }
    }

    /** Tells the lines, parents first. */
    public void forEach(Consumer<Line> sink) throws FilesFailure {
        snapshot.get(top);
        Sizes sizes = Sizes.of(snapshot, top);
        snapshot.walk(top, (path, node) -> {
            int level = level(path);
            if (node.childCount() > 0 && (depth == 0 || level <= depth)) {
                Sizes.Size size = sizes.of(path);
                sink.accept(new Line(path, level, size.znodes() - 1, size.bytes()));
            }
        });
    }

    private int level(String path) {
        return segments(path) - segments(top);
    }

    private static int segments(String path) {
        return path.equals("/") ? 0 : (int) path.chars().filter(c -> c == '/').count();
    }
}
