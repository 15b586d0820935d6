package io.coordkit.benchmarks.wire;

import java.nio.ByteBuffer;

/** Nine requests of one stream, then one of another. */
final class OneInTen implements RequestStream {
    private final RequestStream nine;
    private final RequestStream one;
    private int count;

    OneInTen(RequestStream nine, RequestStream one, int start) {
        this.nine = nine;
        this.one = one;
        this.count = start;
    }

    @Override
    public void writeNext(ByteBuffer out, int xid) {
        RequestStream turn = count % 10 == 9 ? one : nine;
        count = (count + 1) % 10;
        turn.writeNext(out, xid);
    }

    @Override
    public int frameBytesMax() {
        return Math.max(nine.frameBytesMax(), one.frameBytesMax());
    }
}
