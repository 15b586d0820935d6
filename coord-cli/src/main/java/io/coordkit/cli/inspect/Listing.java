package io.coordkit.cli.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Things of one kind, each with the same facts: columns for a person, objects for a machine. */
final class Listing {
    private static final String GAP = "  ";

    private final String name;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /**
     * @param name key of the list in JSON
     */
    Listing(String name) {
        this.name = name;
    }

    /**
     * Adds a thing.
     *
     * @param facts name, value, name, value; the same names in each row
     */
    void add(Object... facts) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            row.put((String) facts[i], facts[i + 1]);
        }
        rows.add(row);
    }

    String name() {
        return name;
    }

    List<Map<String, Object>> rows() {
        return rows;
    }

    int size() {
        return rows.size();
    }

    /** A heading and at most {@code limit} rows; nothing when there is nothing to list. */
    List<String> lines(int limit) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> head = List.copyOf(rows.get(0).keySet());
        List<List<?>> cells = new ArrayList<>();
        rows.forEach(row -> cells.add(List.copyOf(row.values())));
        List<List<?>> shown = new ArrayList<>(cells.subList(0, Math.min(limit, cells.size())));
        shown.add(head);
        return Table.of(format(shown, head.size() - 1), limit, head, cells);
    }

    /** Each column as wide as its widest cell, the last one as it comes. */
    private static String format(List<List<?>> cells, int last) {
        StringBuilder format = new StringBuilder();
        for (int column = 0; column < last; column++) {
            int width = 1;
            for (List<?> row : cells) {
                width = Math.max(width, row.get(column).toString().length());
            }
            format.append("%-").append(width).append("s").append(GAP);
        }
        return format.append("%s").toString();
    }
}
