package io.coordkit.cli.inspect;

import java.util.ArrayList;
import java.util.List;

/** Rows under a head, with an empty line before it. */
final class Table {
    private Table() {}

    /** Nothing when there are no rows; {@code limit} of them at most, and how many more there are. */
    static List<String> of(String format, int limit, List<?> head, List<List<?>> rows) {
        List<String> lines = new ArrayList<>();
        if (rows.isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add(format.formatted(head.toArray()));
        rows.stream().limit(limit).forEach(row -> lines.add(format.formatted(row.toArray())));
        if (rows.size() > limit) {
            lines.add("... and " + (rows.size() - limit) + " more (--limit)");
        }
        return lines;
    }
}
