package io.coordkit.sim.disk;

import java.util.Arrays;
import java.util.SplittableRandom;

/** One file: what the server sees, and what a crash is sure to leave. Zero fill takes no memory. */
final class SimFile {
    private byte[] live = new byte[256];
    private int written;
    private long size;

    private byte[] forced = new byte[0];
    private int forcedWritten;
    private long forcedSize;

    /** Content from here on differs from the forced one. */
    private int unforcedFrom = Integer.MAX_VALUE;

    private boolean cutUnforced;

    /** A file of which a crash leaves everything. */
    static SimFile ofForced(SimFile other) {
        SimFile copy = new SimFile();
        copy.live = Arrays.copyOf(other.forced, other.forcedWritten);
        copy.written = other.forcedWritten;
        copy.size = other.forcedSize;
        copy.unforcedFrom = 0;
        copy.force();
        return copy;
    }

    void write(long position, byte[] bytes, int offset, int length) {
        int start = Math.toIntExact(position);
        int end = Math.addExact(start, length);
        if (end > live.length) {
            live = Arrays.copyOf(live, Math.max(end, 2 * live.length));
        }
        System.arraycopy(bytes, offset, live, start, length);
        written = Math.max(written, end);
        size = Math.max(size, end);
        unforcedFrom = Math.min(unforcedFrom, start);
    }

    void extendTo(long newSize) {
        size = Math.max(size, newSize);
    }

    void truncate(long newSize) {
        if (newSize < size) {
            size = newSize;
            cutUnforced = true;
        }
        if (newSize < written) {
            Arrays.fill(live, (int) newSize, written, (byte) 0);
            written = (int) newSize;
            unforcedFrom = Math.min(unforcedFrom, written);
        }
    }

    void force() {
        if (unforcedFrom < written) {
            forced = forced.length < written ? Arrays.copyOf(forced, live.length) : forced;
            System.arraycopy(live, unforcedFrom, forced, unforcedFrom, written - unforcedFrom);
        }
        forcedWritten = written;
        forcedSize = size;
        unforcedFrom = Integer.MAX_VALUE;
        cutUnforced = false;
    }

    /** Keeps what was forced and, of the rest, a beginning of random length; all of it has then been on disk. */
    void crash(SplittableRandom random) {
        boolean cutLost = cutUnforced && random.nextBoolean();
        int unforced = cutLost ? 0 : Math.max(0, written - unforcedFrom);
        int kept = unforced == 0 ? 0 : random.nextInt(unforced + 1);
        if (cutLost) {
            live = Arrays.copyOf(forced, Math.max(forcedWritten, 1));
            written = forcedWritten;
            size = forcedSize;
        } else if (unforced > 0) {
            written = unforcedFrom + kept;
            Arrays.fill(live, written, live.length, (byte) 0);
            boolean growthLost = random.nextBoolean();
            size = growthLost ? Math.max(written, Math.min(size, forcedSize)) : size;
        }
        unforcedFrom = 0;
        force();
    }

    int read(long position, byte[] into, int offset, int length) {
        if (position >= size) {
            return -1;
        }
        int n = (int) Math.min(length, size - position);
        Arrays.fill(into, offset, offset + n, (byte) 0);
        if (position < written) {
            System.arraycopy(live, (int) position, into, offset, (int) Math.min(n, written - position));
        }
        return n;
    }

    void flipBit(int position, int bit) {
        live[position] ^= (byte) (1 << bit);
        if (position < Math.min(forcedWritten, unforcedFrom)) {
            forced[position] ^= (byte) (1 << bit);
        }
    }

    long size() {
        return size;
    }
}
