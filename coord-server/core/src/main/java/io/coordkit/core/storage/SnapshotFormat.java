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
