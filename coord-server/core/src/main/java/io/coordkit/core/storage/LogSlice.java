package io.coordkit.core.storage;

import java.util.List;

/**
 * Some transactions of the log files, in order.
 *
 * @param items the transactions
 * @param isLast whether nothing that was asked for follows
 */
public record LogSlice(List<Item> items, boolean isLast) {
    public LogSlice {
        items = List.copyOf(items);
    }

    /** One transaction; the array must not change. */
    public record Item(long zxid, byte[] payload) {}
}
