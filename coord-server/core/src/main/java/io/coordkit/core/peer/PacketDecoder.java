package io.coordkit.core.peer;

import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.tree.TreeStreamDecoder;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a link into packets, which have no length in front, and trees between them. Belongs to one link and one
 * thread; after an exception it must not be used any more.
 */
public final class PacketDecoder {
    private static final int INT_BYTES = 4;
    private static final int TYPE_AND_ZXID_BYTES = 12;
    private static final int INCOMPLETE = -1;

    private final TreeOptions options;
    private final int fieldBytesMax;
    private @Nullable TreeStreamDecoder tree;

    /**
     * A link on which nothing has come.
     *
     * @param options for the trees that may come
     * @param fieldBytesMax longest data or string that is believed
     */
    public PacketDecoder(TreeOptions options, int fieldBytesMax) {
        this.options = options;
        this.fieldBytesMax = fieldBytesMax;
    }

    /**
     * Takes as many whole packets as are there.
     *
     * @return how many bytes were taken; the rest must be given again, with more behind it
     */
    public int decode(byte[] bytes, int offset, int length, PacketSink sink) throws MalformedRecordException {
        int at = offset;
        int end = offset + length;
        while (true) {
            if (tree != null) {
                at += tree.take(bytes, at, end - at);
                if (!tree.isDone()) {
                    sink.onTreeProgress();
                    return at - offset;
                }
                sink.onTree(tree.tree());
                tree = null;
            }
            int size = packetBytes(bytes, at, end - at);
            if (size == INCOMPLETE) {
                return at - offset;
            }
            QuorumPacket packet = QuorumPacket.read(new JuteReader(bytes, at, size));
            at += size;
            if (packet.type() == PacketType.SNAP) {
                tree = new TreeStreamDecoder(options, fieldBytesMax);
            }
            sink.onPacket(packet);
        }
    }

    private int packetBytes(byte[] bytes, int at, int available) throws MalformedRecordException {
        int size = field(bytes, at, TYPE_AND_ZXID_BYTES, available);
        if (size == INCOMPLETE || available - size < INT_BYTES) {
            return INCOMPLETE;
        }
        int ids = new JuteReader(bytes, at + size, INT_BYTES).readInt();
        size += INT_BYTES;
        for (int i = 0; i < ids && size != INCOMPLETE; i++) {
            size = field(bytes, at, size, available);
            size = size == INCOMPLETE ? INCOMPLETE : field(bytes, at, size, available);
        }
        return size;
    }

    /** Where a string or buffer that starts at {@code skip} ends, both counted from {@code at}. */
    private int field(byte[] bytes, int at, int skip, int available) throws MalformedRecordException {
        if (available - skip < INT_BYTES) {
            return INCOMPLETE;
        }
        int length = new JuteReader(bytes, at + skip, INT_BYTES).readInt();
        if (length < -1 || length > fieldBytesMax) {
            throw new MalformedRecordException("length " + length + " in a packet");
        }
        int end = skip + INT_BYTES + Math.max(0, length);
        return end > available ? INCOMPLETE : end;
    }
}
