package io.coordkit.server.runtime;

import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A link that leads nowhere: it notes what is done to it. */
final class FakeLink implements Link {
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private Runnable whenWrittenTo = () -> {};
    private boolean touched;

    /** Runs something in the middle of the next step that sends on it. */
    void whenWrittenTo(Runnable action) {
        whenWrittenTo = action;
    }

    /** Waits for the next thing done: the type of a packet sent, "flush", "close". */
    String next() throws InterruptedException {
        return Objects.requireNonNull(calls.poll(30, TimeUnit.SECONDS), "nothing for 30 s");
    }

    /** What was done and nobody has waited for. */
    List<String> unread() {
        return List.copyOf(calls);
    }

    @Override
    public boolean send(byte[] bytes, int offset, int length) {
        try {
            JuteReader in = new JuteReader(bytes, offset, length);
            while (in.remaining() > 0) {
                PacketType type = QuorumPacket.read(in).type();
                calls.add(type.name());
            }
        } catch (MalformedRecordException e) {
            throw new AssertionError(e);
        }
        whenWrittenTo.run();
        return touch();
    }

    @Override
    public void flush() {
        touched = false;
        calls.add("flush");
    }

    @Override
    public void discard() {
        touched = false;
        calls.add("discard");
    }

    @Override
    public boolean whenDrained(Runnable drained) {
        return touch();
    }

    private boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    @Override
    public void setReading(boolean reading) {
        calls.add("reading " + reading);
    }

    @Override
    public boolean isReading() {
        return true;
    }

    @Override
    public SocketView view() {
        return new SocketView("nowhere", true, true, false);
    }

    @Override
    public void closeAfterFlush() {
        calls.add("close");
    }
}
