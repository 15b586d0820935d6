package io.coordkit.sim.net;

import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Stream;

/**
 * A connection like TCP: what arrives, arrives in order and once; when it breaks, each side learns of it in its own time and
 * nobody knows how much the other has got.
 */
public final class SimConnection {
    private static final long NOTICE_NANOS_MAX = 300 * Engine.NANOS_PER_MS;
    private static final long UNREAD_BYTES_MAX = 1 << 16;

    private final long id;
    private final Engine engine;
    private final Receiver client;
    private final Receiver server;
    private final Pipe toServer;
    private final Pipe toClient;
    private boolean serverWants = true;
    private boolean serverPaused;
    private boolean silent;

    /** @param latencyNanosMax longest time of a frame on its way */
    public SimConnection(long id, Engine engine, Receiver client, Receiver server, long latencyNanosMax) {
        this.id = id;
        this.engine = engine;
        this.client = client;
        this.server = server;
        this.toServer = new Pipe(engine, this, server, Stream.TO_SERVER, latencyNanosMax);
        this.toClient = new Pipe(engine, this, client, Stream.TO_CLIENT, latencyNanosMax);
    }

    /** Never used twice. */
    public long id() {
        return id;
    }

    /** The client sends a frame, given without its length. */
    public void sendToServer(byte[] frame) {
        toServer.send(frame);
    }

    /** The server sends a frame, given without its length. */
    public void sendToClient(byte[] frame) {
        toClient.send(frame);
        applyServerReading();
    }

    /** The client takes frames, or lets them wait. */
    public void setClientReading(boolean reading) {
        toClient.setReading(reading);
        applyServerReading();
    }

    /** The server takes frames, or lets them wait. It does not take any while too much of what it sent is unread. */
    public void setServerReading(boolean reading) {
        serverWants = reading;
        applyServerReading();
    }

    /** The server stands still, or goes on; what it wanted to take or to let wait stays as it was. */
    public void setServerPaused(boolean paused) {
        serverPaused = paused;
        applyServerReading();
    }

    /** To be called when the client has taken a frame. */
    public void clientHasRead() {
        applyServerReading();
    }

    /** The server closes: what it sent before still arrives. */
    public void closeByServer() {
        toServer.close();
        toClient.end();
    }

    /** Nothing arrives any more, and neither side ever learns it from the network. */
    public void goSilent() {
        silent = true;
        toServer.close();
        toClient.close();
    }

    /** The client leaves: it hears nothing more, and what it sent last may be lost. */
    public void closeByClient() {
        toClient.close();
        if (engine.draws().chance(Stream.CUT, id, 500)) {
            toServer.end();
        } else {
            toServer.close();
            tell(server);
        }
    }

    /** The server is gone without a word: what it sent may still arrive, then the client learns it. */
    public void breakByServer() {
        toServer.close();
        if (engine.draws().chance(Stream.CUT, id, 500)) {
            toClient.end();
        } else {
            toClient.close();
            tell(client);
        }
    }

    private void applyServerReading() {
        toServer.setReading(serverWants && !serverPaused && toClient.pendingBytes() <= UNREAD_BYTES_MAX);
    }

    private void tell(Receiver side) {
        if (!silent) {
            engine.after(engine.draws().between(Stream.CUT, id, 1000, NOTICE_NANOS_MAX), () -> side.onClosed(this));
        }
    }
}
