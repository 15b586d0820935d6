package io.coordkit.core.tree;

import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.Arrays;
import java.util.zip.Adler32;

/** Reads jute values from a stream of unknown length and keeps the checksum of what was read. */
final class SnapshotInput {
    /** No string, data or list in a snapshot is longer; a larger length is damage, not something to allocate for. */
    private static final int FIELD_BYTES_MAX = 1 << 28;

    private final SnapshotSource source;
    private final Adler32 checksum = new Adler32();
    private byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;
    private int summedTo;

    SnapshotInput(SnapshotSource source) {
        this.source = source;
    }

    /** A reader over the next {@code count} bytes, valid until the next call. */
    JuteReader take(int count) throws MalformedRecordException {
        if (count < 0 || count > FIELD_BYTES_MAX) {
            throw new MalformedRecordException("length " + count);
        }
        if (!fill(count)) {
            throw new MalformedRecordException("ends within a record");
        }
        JuteReader reader = new JuteReader(buffer, position, count);
        position += count;
        return reader;
    }

    /** The next int, left in place. */
    int peekInt() throws MalformedRecordException {
        JuteReader reader = take(4);
        position -= 4;
        return reader.readInt();
    }

    int readInt() throws MalformedRecordException {
        return take(4).readInt();
    }

    /** A reader over the next string or buffer, its length included. */
    JuteReader takeField() throws MalformedRecordException {
        return take(4 + Math.max(0, peekInt()));
    }

    /** How many bytes are left, looking at most {@code limit} ahead. */
    int remainingUpTo(int limit) throws MalformedRecordException {
        fill(limit);
        return Math.min(limit, end - position);
    }

    /** Checksum of everything taken so far. */
    long checksum() {
        checksum.update(buffer, summedTo, position - summedTo);
        summedTo = position;
        return checksum.getValue();
    }

    private boolean fill(int count) throws MalformedRecordException {
        if (end - position >= count) {
            return true;
        }
        checksum();
        System.arraycopy(buffer, position, buffer, 0, end - position);
        end -= position;
        position = 0;
        summedTo = 0;
        while (end < count) {
            if (end == buffer.length) {
                // Grows with what really arrives, so that a damaged length cannot make it allocate.
                buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, Math.max(count, 1 << 16)));
            }
            int read = source.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }
}
