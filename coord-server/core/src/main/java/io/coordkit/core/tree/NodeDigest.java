package io.coordkit.core.tree;

import io.coordkit.core.wire.JuteWriter;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One znode's part of the tree digest ({@code DigestCalculator} of the reference, version 2): CRC-32 of path, data and the
 * stored numbers. The digest of the tree is the sum over its nodes, modulo 2^64. Not thread-safe.
 */
public final class NodeDigest {
    private static final String SYSTEM_PREFIX = "/zookeeper/";

    private final CRC32 crc = new CRC32();
    private final JuteWriter scratch = new JuteWriter(256);

    /** The digest of a znode with these values; 0 below {@code /zookeeper}, where servers may differ. */
    public long of(
            String path,
            byte @Nullable [] data,
            long czxid,
            long mzxid,
            long pzxid,
            long ctime,
            long mtime,
            int version,
            int cversion,
            int aversion,
            long owner) {
        if (path.startsWith(SYSTEM_PREFIX)) {
            return 0;
        }
        scratch.reset();
        // The root has two names; the digest knows the empty one.
        scratch.writeString(path.equals("/") ? "" : path);
        crc.reset();
        crc.update(scratch.array(), 4, scratch.length() - 4);
        if (data != null) {
            crc.update(data);
        }
        scratch.reset();
        scratch.writeLong(czxid)
                .writeLong(mzxid)
                .writeLong(pzxid)
                .writeLong(ctime)
                .writeLong(mtime);
        scratch.writeInt(version).writeInt(cversion).writeInt(aversion).writeLong(owner);
        crc.update(scratch.array(), 0, scratch.length());
        return crc.getValue();
    }

    long of(String path, Znode node) {
        return of(
                path,
                node.data,
                node.czxid(),
                node.mzxid(),
                node.pzxid(),
                node.ctime(),
                node.mtime(),
                node.version(),
                node.createdChildren(),
                node.aversion(),
                node.owner());
    }
}
