package io.coordkit.hbase.codec;

import java.util.List;

/** Tables and namespaces that a peer gets, or does not get. */
public record PeerScope(List<TableFamilies> tables, List<String> namespaces) {
    /** Names nothing. */
    public static final PeerScope NONE = new PeerScope(List.of(), List.of());

    public PeerScope {
        tables = List.copyOf(tables);
        namespaces = List.copyOf(namespaces);
    }
}
