package io.coordkit.core.storage;

/**
 * How log files are laid out.
 *
 * @param preallocateBytes step by which a file grows ahead of its content, as zero fill; 0 = off ({@code preAllocSize})
 * @param sizeLimitBytes a file longer than this is followed by a new one; 0 = no limit ({@code txnLogSizeLimitInKb})
 * @param force whether what was written is forced to the disk before anybody hears of it ({@code forceSync}); without it a crash of
 *     the machine may lose what clients were told
 * @param payloadBytesMax longest payload accepted when writing and when reading ({@code jute.maxbuffer} and its extra)
 */
public record LogOptions(long preallocateBytes, long sizeLimitBytes, boolean force, int payloadBytesMax) {
    /** The reference's wire maximum and the same again for what the server adds. */
    public static final int DEFAULT_PAYLOAD_BYTES_MAX = 2 * 0xfffff;

    private static final LogOptions DEFAULTS = new LogOptions(64L << 20, 0, true, DEFAULT_PAYLOAD_BYTES_MAX);

    public LogOptions {
        if (preallocateBytes < 0 || sizeLimitBytes < 0 || payloadBytesMax < LogFormat.TXN_HEADER_BYTES) {
            throw new IllegalArgumentException("log options out of range: preallocate " + preallocateBytes
                    + ", size limit " + sizeLimitBytes + ", payload maximum " + payloadBytesMax);
        }
    }

    /** 64 MiB steps, no size limit, the reference's payload maximum. */
    public static LogOptions defaults() {
        return DEFAULTS;
    }
}
