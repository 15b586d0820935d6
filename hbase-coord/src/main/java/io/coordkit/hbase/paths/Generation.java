package io.coordkit.hbase.paths;

import java.util.List;

/** Which family of releases writes the layout: they differ in base nodes and in one field of the split-log task. */
public enum Generation {
    /** HBase 1.x: regions in transition and table locks live in znodes; a task names its recovery mode. */
    HBASE_1(List.of(
            "region-in-transition",
            "rs",
            "draining",
            "table",
            "backup-masters",
            "table-lock",
            "recovering-regions",
            "master-maintenance")),
    /** HBase 2.x: regions are moved by procedures; a task is only a state and a server. */
    HBASE_2(List.of("rs", "draining", "table", "backup-masters", "master-maintenance"));

    private final List<String> directories;

    Generation(List<String> directories) {
        this.directories = directories;
    }

    /** Directories made at start below the base znode, without the split-log directory, whose name is a setting. */
    List<String> directories() {
        return directories;
    }
}
