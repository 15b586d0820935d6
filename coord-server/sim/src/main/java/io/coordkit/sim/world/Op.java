package io.coordkit.sim.world;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.CreateMode;
import java.util.List;

/** A part of a multi; versions of −1 mean any. */
public sealed interface Op {
    /** Makes a znode. */
    record Create(String path, byte[] data, CreateMode mode, List<Acl> acl) implements Op {
        /** Open to everybody. */
        public Create(String path, byte[] data, CreateMode mode) {
            this(path, data, mode, Acl.OPEN);
        }
    }

    /** Removes a znode without children. */
    record Delete(String path, int version) implements Op {}

    /** Writes a znode's data. */
    record SetData(String path, byte[] data, int version) implements Op {}

    /** Changes nothing, and refuses the whole unless the znode is there in this version. */
    record Check(String path, int version) implements Op {}
}
