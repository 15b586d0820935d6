package io.coordkit.core.replica;

import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.tree.TreeListener;
import io.coordkit.core.wire.Acl;
import java.util.List;

/** Counts what is written where ({@code DataTree.updateWriteStat} of the reference), and passes everything on. */
record WrittenSizes(ServerStats stats, TreeListener next) implements TreeListener {

    @Override
    public void onCreated(String path, int dataBytes, List<Acl> acl, List<Acl> parentAcl, long zxid) {
        stats.onWritten(path, dataBytes);
        next.onCreated(path, dataBytes, acl, parentAcl, zxid);
    }

    @Override
    public void onDeleted(String path, List<Acl> acl, List<Acl> parentAcl, long zxid) {
        stats.onWritten(path, 0);
        next.onDeleted(path, acl, parentAcl, zxid);
    }

    @Override
    public void onDataChanged(String path, int dataBytes, List<Acl> acl, long zxid) {
        stats.onWritten(path, dataBytes);
        next.onDataChanged(path, dataBytes, acl, zxid);
    }
}
