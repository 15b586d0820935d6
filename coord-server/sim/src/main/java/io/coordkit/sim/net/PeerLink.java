package io.coordkit.sim.net;

/** One link between two servers. */
public final class PeerLink {
    private static final long NOBODY = -1;

    private final long id;
    private final long learner;
    private final long leader;
    private long closer = NOBODY;

    PeerLink(long id, long learner, long leader) {
        this.id = id;
        this.learner = learner;
        this.leader = leader;
    }

    /** Never used twice. */
    public long id() {
        return id;
    }

    long learner() {
        return learner;
    }

    long leader() {
        return leader;
    }

    boolean joins(long server) {
        return server == learner || server == leader;
    }

    long other(long server) {
        return server == learner ? leader : learner;
    }

    void closedBy(long server) {
        closer = server;
    }

    /** Whoever has closed it hears nothing of it any more. */
    boolean isClosedBy(long server) {
        return closer == server;
    }
}
