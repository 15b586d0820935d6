package io.coordkit.core.txn;

/** Transaction ids: the epoch in the high 32 bits, a counter within the epoch in the low 32. */
public final class Zxid {
    /** Before every transaction. */
    public static final long NONE = 0;

    /** Of a server that may have lost its data and does not know what there was. */
    public static final long UNKNOWN = -1;

    private Zxid() {}

    /** The zxid with this epoch and counter. */
    public static long of(long epoch, long counter) {
        return epoch << 32 | counter & 0xffffffffL;
    }

    /** The reign in which the transaction was proposed. */
    public static long epoch(long zxid) {
        return zxid >>> 32;
    }

    /** The position within the epoch; 1 for its first transaction. */
    public static long counter(long zxid) {
        return zxid & 0xffffffffL;
    }

    /** Whether {@code next} is the transaction that comes right after {@code last}: within an epoch counters rise by one. */
    public static boolean isNext(long last, long next) {
        return epoch(next) == epoch(last) ? next == last + 1 : next > last && counter(next) == 1;
    }

    /** For people: {@code 0x<epoch>_<counter>}. */
    public static String format(long zxid) {
        return "0x" + Long.toHexString(epoch(zxid)) + "_" + Long.toHexString(counter(zxid));
    }
}
