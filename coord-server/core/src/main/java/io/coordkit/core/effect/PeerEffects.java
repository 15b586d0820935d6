package io.coordkit.core.effect;

import io.coordkit.core.quorum.Memberships;

/**
 * What a replica does to the other servers of its ensemble. A link is one connection to a quorum port or one for observers; its id is
 * never used twice. What is sent on it arrives in order or not at all.
 */
public interface PeerEffects {
    /** Sends an election message to a server; it may be lost, and a newer one may replace it on its way. */
    void vote(long server, byte[] message);

    /** From now on these are the servers: who is new must be reached, and this server where its own line says. */
    void become(Memberships memberships);

    /**
     * Takes the quorum port, where learners find this server; an input tells that it is open, or that it cannot be had. Nobody holds it but
     * who leads, since all servers of a machine may have been given the same one.
     *
     * @param reign comes with that input
     */
    void openQuorumPort(long reign);

    /** Gives the quorum port up; links that are there stay. */
    void closeQuorumPort();

    /**
     * Takes the port where observers find this server while it follows ({@code observerMasterPort}). Where it cannot be had they go to
     * another follower, so nothing is told of it.
     */
    void openObserverPort();

    /** Gives the port for observers up; links that are there stay. */
    void closeObserverPort();

    /** Opens a link to the quorum port of a server; an input tells the link, or that there is none. */
    void dial(long server);

    /** Opens a link to the port for observers of a server; the inputs are those of {@link #dial}. */
    void dialMaster(long server);

    /** Sends bytes to the server at the other end of a link: whole packets, or a slice of a snapshot. */
    void sendPeer(long link, byte[] bytes, int offset, int length);

    /** Asks to be told, by an input, once everything sent on a link so far has left for the network. */
    void reportPeerDrained(long link);

    /** Stops or resumes taking packets from a link: the disk does not keep up, or does again. */
    void setPeerReading(long link, boolean reading);

    /** Closes a link after what was sent on it; nothing more comes from it, not even its end. */
    void closePeer(long link);
}
