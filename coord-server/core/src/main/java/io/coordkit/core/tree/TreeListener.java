package io.coordkit.core.tree;

import io.coordkit.core.wire.Acl;
import java.util.List;

/** Hears of each change as it is applied, in the order in which watchers must learn of it. */
public interface TreeListener {
    /** Hears nothing. */
    TreeListener NONE = new TreeListener() {
        @Override
        public void onCreated(String path, int dataBytes, List<Acl> acl, List<Acl> parentAcl, long zxid) {}

        @Override
        public void onDeleted(String path, List<Acl> acl, List<Acl> parentAcl, long zxid) {}

        @Override
        public void onDataChanged(String path, int dataBytes, List<Acl> acl, long zxid) {}
    };

    /** A znode appeared; {@code acl} is its own. */
    void onCreated(String path, int dataBytes, List<Acl> acl, List<Acl> parentAcl, long zxid);

    /** A znode went; {@code acl} is what it carried. */
    void onDeleted(String path, List<Acl> acl, List<Acl> parentAcl, long zxid);

    /** A znode has new data. */
    void onDataChanged(String path, int dataBytes, List<Acl> acl, long zxid);
}
