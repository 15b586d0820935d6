package io.coordkit.core.replica;

import io.coordkit.core.client.Tuning;
import io.coordkit.core.election.Notification;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.wire.ClientRequest;
import io.coordkit.core.wire.ConnectRequest;
import java.util.Optional;

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

        void onSnapshotWanted(SnapshotWanted input);

        void onRestoreWanted(RestoreWanted input);

        void onTuned(Tuned input);

        void onSnapshotStored(SnapshotStored input);

        void onSnapshotDurable(SnapshotDurable input);

        void onSnapshotAbandoned(SnapshotAbandoned input);

        void onDiskFull(DiskFull input);

        void onDiskFree(DiskFree input);

        void onLogSearched(LogSearched input);

        void onLogRead(LogRead input);

        void onLogUnreadable(LogUnreadable input);

        void onEpochsSaved(EpochsSaved input);

        void onLogTruncated(LogTruncated input);

        void onLogNotTruncated(LogNotTruncated input);

        void onSnapshotInstalled(SnapshotInstalled input);

        void onVoteReceived(VoteReceived input);

        void onReachable(Reachable input);

        void onLeaderDialled(LeaderDialled input);

        void onLeaderUnreachable(LeaderUnreachable input);

        void onQuorumPortOpen(QuorumPortOpen input);

        void onQuorumPortRefused(QuorumPortRefused input);

        void onLearnerConnected(LearnerConnected input);

        void onPeerReceived(PeerReceived input);

        void onPeerSnapshot(PeerSnapshot input);

        void onPeerProgress(PeerProgress input);

        void onPeerDrained(PeerDrained input);

        void onPeerGone(PeerGone input);
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

    /**
     * A client's socket was accepted. Ids are never used twice.
     *
     * @param subject of the certificate that the client has proven to be its own, if it has
     */
    record ClientConnected(long connection, String address, Optional<String> subject) implements Input {
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

    /** A later frame of a connection, of so many {@code bytes}. */
    record ClientReceived(long connection, int xid, ClientRequest request, int bytes) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onClientReceived(this);
        }
    }

    /** Somebody wants a snapshot of the state as it is, or newer. */
    record SnapshotWanted() implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onSnapshotWanted(this);
        }
    }

    /** An operator wants clients to be held to this from now on. */
    record Tuned(Tuning tuning) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onTuned(this);
        }
    }

    /** The state is to be replaced by this tree, which is the replica's from now on; a {@code Report} tells how that ends. */
    record RestoreWanted(DataTree tree) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onRestoreWanted(this);
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

    /** There was no space for the snapshot; what was written of it is gone. */
    record SnapshotAbandoned() implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onSnapshotAbandoned(this);
        }
    }

    /** There is no space for the log. What was asked of it is kept, in order, and done when there is space. */
    record DiskFull() implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onDiskFull(this);
        }
    }

    /** The log has found space. */
    record DiskFree() implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onDiskFree(this);
        }
    }

    /** The log files were searched for a link; {@code base} is what {@code LogScan.search} has found. */
    record LogSearched(long link, long base) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onLogSearched(this);
        }
    }

    /** The next transactions from the log files for a link. */
    record LogRead(long link, LogSlice slice) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onLogRead(this);
        }
    }

    /** What was found in the log files for a link cannot be read any more. */
    record LogUnreadable(long link) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onLogUnreadable(this);
        }
    }

    /** Both promises are on disk. */
    record EpochsSaved(long accepted, long current) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onEpochsSaved(this);
        }
    }

    /**
     * Nothing newer than this zxid is on disk any more.
     *
     * @param reloaded the state that is left, if it was asked for; the replica's from now on
     */
    record LogTruncated(long zxid, Optional<StateRecovery.Recovered> reloaded) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onLogTruncated(this);
        }
    }

    /** The log could not be cut, because no snapshot is old enough to start from; nothing has changed. */
    record LogNotTruncated(long zxid) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onLogNotTruncated(this);
        }
    }

    /** The disk holds this tree and nothing else; it is the replica's from now on. */
    record SnapshotInstalled(DataTree tree) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onSnapshotInstalled(this);
        }
    }

    /** An election message has come from a server. */
    record VoteReceived(long server, Notification notification) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onVoteReceived(this);
        }
    }

    /** Whether election messages get through to a server at present; until this is told for the first time, nobody knows. */
    record Reachable(long server, boolean reachable) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onReachable(this);
        }
    }

    /** The link that was asked for is there. */
    record LeaderDialled(long server, long link) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onLeaderDialled(this);
        }
    }

    /** The link that was asked for could not be opened. */
    record LeaderUnreachable(long server) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onLeaderUnreachable(this);
        }
    }

    /** The quorum port is open, as was asked for in this reign. */
    record QuorumPortOpen(long reign) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onQuorumPortOpen(this);
        }
    }

    /** The quorum port cannot be had. */
    record QuorumPortRefused(long reign, String reason) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onQuorumPortRefused(this);
        }
    }

    /** Somebody has opened a link to our quorum port, or to that for observers. */
    record LearnerConnected(long link, String address) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onLearnerConnected(this);
        }
    }

    /** A packet has come on a link. */
    record PeerReceived(long link, QuorumPacket packet) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPeerReceived(this);
        }
    }

    /** The tree that follows a SNAP packet has come whole; its last zxid is not set. It is the replica's from now on. */
    record PeerSnapshot(long link, DataTree tree) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPeerSnapshot(this);
        }
    }

    /** More of the tree that follows a SNAP packet has come; told once a batch, so that a slow link is not taken for dead. */
    record PeerProgress(long link) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPeerProgress(this);
        }
    }

    /** What had been sent on a link when the replica asked has left for the network. */
    record PeerDrained(long link) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPeerDrained(this);
        }
    }

    /** A link has ended, or what came on it could not be read. */
    record PeerGone(long link, String reason) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPeerGone(this);
        }
    }
}
