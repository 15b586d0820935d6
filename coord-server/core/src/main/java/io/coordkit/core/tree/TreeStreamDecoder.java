package io.coordkit.core.tree;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the tree that follows a SNAP packet as its bytes arrive, in pieces of any size. The stream does not say how long it is:
 * its end is found by reading it.
 */
public final class TreeStreamDecoder {
    private static final int INT_BYTES = 4;
    private static final int SESSION_BYTES = 12;
    private static final int ACL_KEY_BYTES = 8;
    private static final int INCOMPLETE = -1;

    private final TreeBuilder builder;
    private final int fieldBytesMax;
    private Part part = Part.SESSION_COUNT;
    private int left;

    private enum Part {
        SESSION_COUNT,
        SESSIONS,
        ACL_COUNT,
        ACLS,
        NODES,
        SIGNATURE,
        DONE
    }

    /**
     * An empty tree, to be filled.
     *
     * @param fieldBytesMax longest string, data or list that is believed
     */
    public TreeStreamDecoder(TreeOptions options, int fieldBytesMax) {
        this.builder = new TreeBuilder(options);
        this.fieldBytesMax = fieldBytesMax;
    }

    /** Whether the whole stream has been taken. */
    public boolean isDone() {
        return part == Part.DONE;
    }

    /** The tree, once it is whole; its last zxid is not set. */
    public DataTree tree() {
        return builder.finish();
    }

    /**
     * Takes as many whole records as are there.
     *
     * @return how many bytes were taken; the rest must be given again, with more behind it
     * @throws MalformedRecordException when this is no such stream
     */
    public int take(byte[] bytes, int offset, int length) throws MalformedRecordException {
        int at = offset;
        int end = offset + length;
        while (part != Part.DONE) {
            skipEmptyParts();
            int size = recordBytes(bytes, at, end - at);
            if (size == INCOMPLETE) {
                break;
            }
            read(new JuteReader(bytes, at, size));
            at += size;
        }
        return at - offset;
    }

    private void skipEmptyParts() {
        if (part == Part.SESSIONS && left == 0) {
            part = Part.ACL_COUNT;
        } else if (part == Part.ACLS && left == 0) {
            part = Part.NODES;
        }
    }

    private int recordBytes(byte[] bytes, int at, int available) throws MalformedRecordException {
        return switch (part) {
            case SESSION_COUNT, ACL_COUNT -> fixed(INT_BYTES, available);
            case SESSIONS -> fixed(SESSION_BYTES, available);
            case ACLS -> aclBytes(bytes, at, available);
            case NODES -> nodeBytes(bytes, at, available);
            case SIGNATURE -> field(bytes, at, 0, available);
            case DONE -> INCOMPLETE;
        };
    }

    private static int fixed(int size, int available) {
        return available < size ? INCOMPLETE : size;
    }

    private int aclBytes(byte[] bytes, int at, int available) throws MalformedRecordException {
        int size = ACL_KEY_BYTES + INT_BYTES;
        if (available < size) {
            return INCOMPLETE;
        }
        int entries = new JuteReader(bytes, at + ACL_KEY_BYTES, INT_BYTES).readInt();
        for (int i = 0; i < entries; i++) {
            size = field(bytes, at, size + INT_BYTES, available);
            size = size == INCOMPLETE ? INCOMPLETE : field(bytes, at, size, available);
            if (size == INCOMPLETE) {
                return INCOMPLETE;
            }
        }
        return size;
    }

    private int nodeBytes(byte[] bytes, int at, int available) throws MalformedRecordException {
        int size = field(bytes, at, 0, available);
        if (size == INCOMPLETE || isMark(bytes, at)) {
            return size;
        }
        size = field(bytes, at, size, available);
        return size == INCOMPLETE || available - size < TreeBuilder.NODE_NUMBERS_BYTES
                ? INCOMPLETE
                : size + TreeBuilder.NODE_NUMBERS_BYTES;
    }

    /** Where a string or buffer that starts at {@code skip} ends, both counted from {@code at}. */
    private int field(byte[] bytes, int at, int skip, int available) throws MalformedRecordException {
        if (available - skip < INT_BYTES) {
            return INCOMPLETE;
        }
        int length = new JuteReader(bytes, at + skip, INT_BYTES).readInt();
        if (length < -1 || length > fieldBytesMax) {
            throw new MalformedRecordException("length " + length + " in a snapshot");
        }
        int end = skip + INT_BYTES + Math.max(0, length);
        return end > available ? INCOMPLETE : end;
    }

    private static boolean isMark(byte[] bytes, int at) throws MalformedRecordException {
        return new JuteReader(bytes, at, INT_BYTES).readInt() == 1 && bytes[at + INT_BYTES] == '/';
    }

    private void read(JuteReader in) throws MalformedRecordException {
        switch (part) {
            case SESSION_COUNT -> begin(Part.SESSIONS, in.readInt());
            case SESSIONS -> {
                builder.addSession(in.readLong(), in.readInt());
                left--;
            }
            case ACL_COUNT -> begin(Part.ACLS, in.readInt());
            case ACLS -> {
                readAcl(in);
                left--;
            }
            case NODES -> readNode(in);
            case SIGNATURE -> {
                String signature = in.readString();
                if (!signature.equals(TreeStreamEncoder.SIGNATURE)) {
                    throw new MalformedRecordException("a snapshot signed " + signature);
                }
                part = Part.DONE;
            }
            case DONE -> throw new IllegalStateException("the stream has ended");
        }
    }

    private void begin(Part next, int count) throws MalformedRecordException {
        if (count < 0) {
            throw new MalformedRecordException("count " + count + " in a snapshot");
        }
        part = next;
        left = count;
    }

    private void readAcl(JuteReader in) throws MalformedRecordException {
        long key = in.readLong();
        int entries = in.readInt();
        List<Acl> list = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            list.add(new Acl(in.readInt(), in.readString(), in.readString()));
        }
        builder.addAcl(key, list);
    }

    private void readNode(JuteReader in) throws MalformedRecordException {
        String path = in.readString();
        if (path.equals(SnapshotFormat.MARK)) {
            part = Part.SIGNATURE;
        } else {
            builder.addNode(path, in.readBuffer(), in);
        }
    }
}
