package io.coordkit.sim.net;

/** One end of a connection, as the network sees it. */
public interface Receiver {
    /** A frame has arrived, without its length. */
    void onFrame(SimConnection connection, byte[] frame);

    /** Nothing more will arrive. */
    void onClosed(SimConnection connection);
}
