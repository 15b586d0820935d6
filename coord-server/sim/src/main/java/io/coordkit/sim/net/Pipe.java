package io.coordkit.sim.net;

import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Stream;
import java.util.ArrayDeque;

/** One direction of a connection: frames arrive in order, each after its own time, and wait while nobody reads. */
final class Pipe {
    private final Engine engine;
    private final SimConnection connection;
    private final Receiver receiver;
    private final Stream stream;
    private final long latencyNanosMax;
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
    private long lastArrival;
    private int arrived;
    private long pendingBytes;
    private boolean reading = true;
    private boolean ended;
    private boolean closed;

    Pipe(Engine engine, SimConnection connection, Receiver receiver, Stream stream, long latencyNanosMax) {
        this.engine = engine;
        this.connection = connection;
        this.receiver = receiver;
        this.stream = stream;
        this.latencyNanosMax = latencyNanosMax;
    }

    void send(byte[] frame) {
        if (ended || closed) {
            return;
        }
        frames.addLast(frame);
        pendingBytes += frame.length;
        schedule();
    }

    /** Lets what was sent arrive, and then the end. */
    void end() {
        if (!ended && !closed) {
            ended = true;
            schedule();
        }
    }

    /** Lets nothing more arrive; the receiver is not told. */
    void close() {
        closed = true;
        frames.clear();
        pendingBytes = 0;
    }

    void setReading(boolean reading) {
        this.reading = reading;
        if (reading && arrived > 0) {
            engine.after(0, this::drain);
        }
    }

    long pendingBytes() {
        return pendingBytes;
    }

    private void schedule() {
        long latency = engine.draws().between(stream, connection.id(), 1000, latencyNanosMax);
        lastArrival = Math.max(lastArrival, engine.now() + latency);
        engine.at(lastArrival, this::arrive);
    }

    private void arrive() {
        arrived++;
        drain();
    }

    private void drain() {
        while (reading && arrived > 0 && !closed) {
            arrived--;
            byte[] frame = frames.pollFirst();
            if (frame == null) {
                closed = true;
                receiver.onClosed(connection);
            } else {
                pendingBytes -= frame.length;
                receiver.onFrame(connection, frame);
            }
        }
    }
}
