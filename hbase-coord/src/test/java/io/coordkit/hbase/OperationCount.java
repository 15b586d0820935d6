package io.coordkit.hbase;

import java.util.EnumMap;
import java.util.Map;

/** What servers were asked to do, by kind; one for all managers, another for all workers. */
final class OperationCount {
    enum Kind {
        READ,
        LIST,
        CREATE,
        WRITE,
        DELETE
    }

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    void add(Kind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    long of(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
