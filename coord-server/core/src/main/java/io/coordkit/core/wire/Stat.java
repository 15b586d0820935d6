package io.coordkit.core.wire;

/**
 * What a client sees of a znode besides its data ({@code org.apache.zookeeper.data.Stat}).
 *
 * @param czxid zxid of the creation
 * @param mzxid zxid of the last change of the data
 * @param ctime creation, wall clock of the leader in ms
 * @param mtime last change of the data, wall clock of the leader in ms
 * @param version changes of the data
 * @param cversion creations and deletions of children
 * @param aversion changes of the ACL
 * @param ephemeralOwner session id if ephemeral, else 0 (containers and TTL nodes too)
 * @param dataLength bytes of data, 0 for null
 * @param numChildren children now
 * @param pzxid zxid of the last creation or deletion of a child
 */
public record Stat(
        long czxid,
        long mzxid,
        long ctime,
        long mtime,
        int version,
        int cversion,
        int aversion,
        long ephemeralOwner,
        int dataLength,
        int numChildren,
        long pzxid) {

    /** Bytes on the wire. */
    public static final int BYTES = 68;

    /** Writes the eleven fields in wire order. */
    public void write(JuteWriter out) {
        out.writeLong(czxid).writeLong(mzxid).writeLong(ctime).writeLong(mtime);
        out.writeInt(version).writeInt(cversion).writeInt(aversion).writeLong(ephemeralOwner);
        out.writeInt(dataLength).writeInt(numChildren).writeLong(pzxid);
    }
}
