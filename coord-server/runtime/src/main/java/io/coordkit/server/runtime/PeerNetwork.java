package io.coordkit.server.runtime;

import io.coordkit.core.quorum.Memberships;

/** The way to the other servers of an ensemble, as the replica's effects need it. Called on the replica's event loop only. */
public interface PeerNetwork {
    /** What a standalone server has. */
    PeerNetwork NONE = new PeerNetwork() {
        @Override
        public void start(Inbox inbox) {}

        @Override
        public void vote(long server, byte[] message) {
            throw new IllegalStateException("a standalone server has nobody to vote with");
        }

        @Override
        public void become(Memberships memberships) {
            throw new IllegalStateException("a standalone server has no members");
        }

        @Override
        public void openQuorumPort(long reign) {
            throw new IllegalStateException("a standalone server has nobody to lead");
        }

        @Override
        public void closeQuorumPort() {
            throw new IllegalStateException("a standalone server has nobody to lead");
        }

        @Override
        public void openObserverPort() {
            throw new IllegalStateException("a standalone server has no observers");
        }

        @Override
        public void closeObserverPort() {
            throw new IllegalStateException("a standalone server has no observers");
        }

        @Override
        public void dialMaster(long server) {
            throw new IllegalStateException("a standalone server has nobody to observe");
        }

        @Override
        public void dial(long server) {
            throw new IllegalStateException("a standalone server has nobody to follow");
        }
    };

    /** Comes first, once: from now on others are let in, and the inbox hears of them; never from within a call of this. */
    void start(Inbox inbox);

    /** Sends an election message; it may be lost, and a newer one may replace it on its way. */
    void vote(long server, byte[] message);

    /** From now on these are the servers, and this server is where its own decided line says. */
    void become(Memberships memberships);

    /** Takes the quorum port; the {@link Inbox} hears, with this number, that it is open, or cannot be had. */
    void openQuorumPort(long reign);

    /** Gives the quorum port up; links that are there stay. */
    void closeQuorumPort();

    /** Takes the port for observers; that it cannot be had goes to the log. */
    void openObserverPort();

    /** Gives the port for observers up; links that are there stay. */
    void closeObserverPort();

    /** Opens a link to a server's port for observers; the rest is as in {@link #dial}. */
    void dialMaster(long server);

    /** Opens a link to a server's quorum port; the {@link Inbox} hears of the link, or that there is none. */
    void dial(long server);
}
