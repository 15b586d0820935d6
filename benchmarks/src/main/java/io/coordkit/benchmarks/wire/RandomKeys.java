package io.coordkit.benchmarks.wire;

import java.nio.ByteBuffer;

/** Requests for uniformly drawn keys from one pre-encoded frame per key; the draws are fixed by the seed. */
final class RandomKeys implements RequestStream {
    private final byte[][] frames;
    private final int frameBytesMax;
    private long state;

    RandomKeys(byte[][] frames, long seed) {
        this.frames = frames;
        this.state = seed;
        int longest = 0;
        for (byte[] frame : frames) {
            longest = Math.max(longest, frame.length);
        }
        this.frameBytesMax = longest;
    }

    @Override
    public void writeNext(ByteBuffer out, int xid) {
        int start = out.position();
        out.put(frames[draw()]);
        out.putInt(start + Frames.XID_OFFSET, xid);
    }

    @Override
    public int frameBytesMax() {
        return frameBytesMax;
    }

    /** Knuth's MMIX generator: a multiplication and an addition, and its high bits are good enough for keys. */
    private int draw() {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (int) ((state >>> 33) % frames.length);
    }
}
