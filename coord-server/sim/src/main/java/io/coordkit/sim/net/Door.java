package io.coordkit.sim.net;

/** A server, as its clients see it. */
public interface Door extends Receiver {
    /** A client opens a connection; false if nobody listens. */
    boolean accept(SimConnection connection);
}
