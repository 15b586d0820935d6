package io.coordkit.core.tree;

import io.coordkit.core.wire.Acl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Each access control list once, shared by all znodes that carry it, under a number for snapshots. */
final class AclTable {
    /** Key of "everybody, everything", which needs no entry in a snapshot. */
    static final long OPEN_KEY = -1;

    private final Map<List<Acl>, Entry> entries = new LinkedHashMap<>();
    private final Entry open = new Entry(OPEN_KEY, Acl.OPEN);
    private long nextKey = 1;

    /** One list and the number of znodes that carry it. */
    static final class Entry {
        final long key;
        final List<Acl> list;
        private int uses;

        Entry(long key, List<Acl> list) {
            this.key = key;
            this.list = list;
        }
    }

    /** The entry of this list, for one more znode. */
    Entry acquire(List<Acl> list) {
        if (list.equals(Acl.OPEN)) {
            return open;
        }
        Entry entry = entries.get(list);
        if (entry == null) {
            entry = new Entry(nextKey++, List.copyOf(list));
            entries.put(entry.list, entry);
        }
        entry.uses++;
        return entry;
    }

    /** One znode less carries this entry. */
    void release(Entry entry) {
        if (entry != open && --entry.uses == 0) {
            entries.remove(entry.list);
        }
    }

    /** Calls {@code action} for each entry that a snapshot needs. */
    void forEach(Consumer<Entry> action) {
        entries.values().forEach(action);
    }

    int size() {
        return entries.size();
    }
}
