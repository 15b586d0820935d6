package io.coordkit.core.storage;

/** What can be told of a snapshot file without decoding it: its compression and whether it can be complete. */
final class SnapshotFormat {
    private static final String GZIP_SUFFIX = ".gz";
    private static final String SNAPPY_SUFFIX = ".snappy";
    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
    private static final byte[] SNAPPY_MAGIC = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};

    /** Every snapshot ends in a seal, and every seal in the string "/". */
    private static final byte[] END = {0, 0, 0, 1, '/'};

    private static final int BYTES_MIN = 10;

    /** Where the last zxid stands in a file that has one: before the last seal. */
    private static final int LAST_ZXID_FROM_END = 13 + 8;

    /** Where the digest, which starts with its zxid, stands in a file that ends with it. */
    private static final int DIGEST_FROM_END = 13 + 20;

    private SnapshotFormat() {}

    static String withoutSuffix(String name) {
        if (name.endsWith(GZIP_SUFFIX)) {
            return name.substring(0, name.length() - GZIP_SUFFIX.length());
        }
        return name.endsWith(SNAPPY_SUFFIX) ? name.substring(0, name.length() - SNAPPY_SUFFIX.length()) : name;
    }

    /** Whether it was written with {@code snapshot.compression.method}, which we do not read yet. */
    static boolean isCompressed(String name) {
        return !withoutSuffix(name).equals(name);
    }

    /** The reference's quick test: the last bytes of a plain file, the first ones of a compressed file. */
    static boolean isPlausible(FileIo files, String name) {
        if (name.endsWith(GZIP_SUFFIX)) {
            return has(files, name, 0, GZIP_MAGIC);
        }
        if (name.endsWith(SNAPPY_SUFFIX)) {
            return has(files, name, 0, SNAPPY_MAGIC);
        }
        long size = files.size(name);
        return size >= BYTES_MIN && has(files, name, size - END.length, END);
    }

    /**
     * The newest transaction of which the file may contain something: a snapshot is fuzzy, and says at its end how far it goes.
     * Old ones do not say it; nobody can tell then.
     */
    static long contentZxid(FileIo files, String name) {
        long size = files.size(name);
        if (isCompressed(name)) {
            return Long.MAX_VALUE;
        }
        if (size > LAST_ZXID_FROM_END + END.length && has(files, name, size - LAST_ZXID_FROM_END - END.length, END)) {
            return readLong(files, name, size - LAST_ZXID_FROM_END);
        }
        if (size > DIGEST_FROM_END + END.length && has(files, name, size - DIGEST_FROM_END - END.length, END)) {
            return readLong(files, name, size - DIGEST_FROM_END);
        }
        return Long.MAX_VALUE;
    }

    private static long readLong(FileIo files, String name, long position) {
        byte[] bytes = new byte[8];
        try (FileInput input = files.open(name, position)) {
            int read = 0;
            while (read < bytes.length) {
                int n = input.read(bytes, read, bytes.length - read);
                if (n < 0) {
                    throw new StorageException(files.location(name), "ends before its size");
                }
                read += n;
            }
        }
        return LogFormat.getLong(bytes, 0);
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
