package io.coordkit.core.replica;

import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.ConnectRequest;

/** Everything that can happen to a replica. */
public sealed interface Input {
    /** Calls the handler's method for this kind. */
    void deliverTo(Handler handler);

    /** One method per kind of input. */
    interface Handler {
        void onTick(Tick input);

        void onClientConnected(ClientConnected input);

        void onClientConnecting(ClientConnecting input);

        void onClientReceived(ClientReceived input);

        void onClientDrained(ClientDrained input);

        void onClientGone(ClientGone input);

        void onLogDurable(LogDurable input);

        void onSnapshotStored(SnapshotStored input);

        void onSnapshotDurable(SnapshotDurable input);
    }

    /**
     * Time has passed. Comes before the other inputs of a batch, so that they are judged by its time.
     *
     * @param nowNanos monotonic clock
     * @param wallMs wall clock, for the times in stats
     */
    record Tick(long nowNanos, long wallMs) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onTick(this);
        }
    }

    /** A client's socket was accepted. Ids are never used twice. */
    record ClientConnected(long connection, String address) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onClientConnected(this);
        }
    }

    /** The first frame of a connection. */
    record ClientConnecting(long connection, ConnectRequest request) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onClientConnecting(this);
        }
    }

    /** A later frame of a connection. */
    record ClientReceived(long connection, int xid, ClientRequest request) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onClientReceived(this);
        }
    }

    /** What had been sent to a client when the replica asked has left for the network. */
    record ClientDrained(long connection) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onClientDrained(this);
        }
    }

    /** A client's socket is gone. */
    record ClientGone(long connection) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onClientGone(this);
        }
    }

    /** Everything appended up to this zxid is on disk. */
    record LogDurable(long zxid) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onLogDurable(this);
        }
    }

    /** The last chunk of the snapshot has been taken; there is room for another. */
    record SnapshotStored() implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onSnapshotStored(this);
        }
    }

    /** The snapshot that was finished last is valid. */
    record SnapshotDurable(long zxid) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onSnapshotDurable(this);
        }
    }
}
