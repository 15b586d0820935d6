package io.coordkit.core.storage;

import io.coordkit.core.tree.SnapshotSource;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.Arrays;

/** What can be told of a snapshot file without decoding it: its compression and whether it can be complete. */
final class SnapshotFormat {
    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
    private static final byte[] SNAPPY_MAGIC = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};

    /** Every snapshot ends in a seal, and every seal in the string "/". */
    private static final byte[] END = {0, 0, 0, 1, '/'};

    private static final int BYTES_MIN = 10;

    /** Where the last zxid stands in a file that has one: before the last seal. */
    private static final int LAST_ZXID_FROM_END = 13 + 8;

    /** Where the digest, which starts with its zxid, stands in a file that ends with it. */
    private static final int DIGEST_FROM_END = 13 + 20;

    private static final int TAIL_BYTES = DIGEST_FROM_END + END.length;
    private static final int WINDOW_BYTES = 1 << 16;

    private SnapshotFormat() {}

    static String withoutSuffix(String name) {
        return name.substring(0, name.length() - Compression.of(name).suffix().length());
    }

    /** The reference's quick test: the last bytes of a plain file, the first ones of a compressed file. */
    static boolean isPlausible(FileIo files, String name) {
        return switch (Compression.of(name)) {
            case GZIP -> has(files, name, 0, GZIP_MAGIC);
            case SNAPPY -> has(files, name, 0, SNAPPY_MAGIC);
            case NONE -> {
                long size = files.size(name);
                yield size >= BYTES_MIN && has(files, name, size - END.length, END);
            }
        };
    }

    /** What the first bytes say; a plain snapshot, and what is none, begins with neither mark. */
    static Compression compressionIn(FileIo files, String name) {
        if (has(files, name, 0, GZIP_MAGIC)) {
            return Compression.GZIP;
        }
        return has(files, name, 0, SNAPPY_MAGIC) ? Compression.SNAPPY : Compression.NONE;
    }

    /**
     * The newest transaction of which the file may contain something: a snapshot is fuzzy, and says at its end how far it goes.
     * Old ones do not say it, nor do those that end with an empty digest; nobody can tell then.
     */
    static long contentZxid(DataDirectory directory, String name) {
        try (FileInput file = directory.snapshotFiles().open(name, startOfEnd(directory.snapshotFiles(), name))) {
            long said = contentZxid(lastBytes(directory.codec().source(Compression.of(name), file)));
            return said < DataDirectory.snapshotZxid(name).orElse(0) ? Long.MAX_VALUE : said;
        } catch (MalformedRecordException damaged) {
            return Long.MAX_VALUE;
        }
    }

    /** The end of a compressed file is found by reading all of it. */
    private static long startOfEnd(FileIo files, String name) {
        return Compression.of(name) == Compression.NONE ? Math.max(0, files.size(name) - TAIL_BYTES) : 0;
    }

    private static byte[] lastBytes(SnapshotSource source) throws MalformedRecordException {
        byte[] window = new byte[WINDOW_BYTES];
        int filled = 0;
        for (int n = 0; n >= 0; n = source.read(window, filled, window.length - filled)) {
            filled += n;
            if (filled == window.length) {
                System.arraycopy(window, filled - TAIL_BYTES, window, 0, TAIL_BYTES);
                filled = TAIL_BYTES;
            }
        }
        return Arrays.copyOfRange(window, Math.max(0, filled - TAIL_BYTES), filled);
    }

    private static long contentZxid(byte[] tail) {
        if (isSealedBefore(tail, LAST_ZXID_FROM_END)) {
            return LogFormat.getLong(tail, tail.length - LAST_ZXID_FROM_END);
        }
        return isSealedBefore(tail, DIGEST_FROM_END)
                ? LogFormat.getLong(tail, tail.length - DIGEST_FROM_END)
                : Long.MAX_VALUE;
    }

    private static boolean isSealedBefore(byte[] tail, int fromEnd) {
        int from = tail.length - fromEnd - END.length;
        return from >= 0 && Arrays.equals(tail, from, from + END.length, END, 0, END.length);
    }

    private static boolean has(FileIo files, String name, long position, byte[] wanted) {
        byte[] one = new byte[1];
        try (FileInput input = files.open(name, position)) {
            for (byte b : wanted) {
                if (input.read(one, 0, 1) != 1 || one[0] != b) {
                    return false;
                }
            }
            return true;
        }
    }
}
