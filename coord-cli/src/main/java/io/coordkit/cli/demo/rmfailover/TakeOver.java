package io.coordkit.cli.demo.rmfailover;

import io.coordkit.cli.demo.children.Message;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A resource manager became active, as it reports.
 *
 * @param manager who
 * @param epoch the number of its reign
 * @param zxid its place in the order of all writes
 * @param activeNanos when it was ready to serve, by the clock that all processes share
 * @param recovered what it found in the store: ids and bytes
 */
record TakeOver(String manager, long epoch, long zxid, long activeNanos, SortedMap<String, String> recovered) {

    TakeOver {
        recovered = Collections.unmodifiableSortedMap(new TreeMap<>(recovered));
    }

    static TakeOver of(String manager, Message active) {
        SortedMap<String, String> recovered = new TreeMap<>();
        for (String record : active.texts(Word.RECOVERED)) {
            int space = record.indexOf(' ');
            recovered.put(record.substring(0, space), record.substring(space + 1));
        }
        return new TakeOver(manager, active.number(Word.EPOCH), active.number(Word.ZXID), active.atNanos(), recovered);
    }

    /** How many applications it found; the other records are their attempts. */
    long applications() {
        return recovered.keySet().stream()
                .filter(id -> id.startsWith("application_"))
                .count();
    }
}
