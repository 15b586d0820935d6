package io.coordkit.sim.check;

import io.coordkit.core.quorum.Membership;
import io.coordkit.core.replica.Input;

/** Sees all that goes in and out of one server, in the order in which it happens, and what becomes of its history. */
public interface Witness {
    /** Somebody who does not look; for runs in which what is checked is what clients make of the servers. */
    Witness NOBODY = new Witness() {};

    /** The server has recovered a state that ends at {@code zxid}: what is not in its log it has not got. */
    default void recovered(long zxid) {}

    /** The server is gone; so are its connections. */
    default void died() {}

    /** The server has a new, empty disk. */
    default void diskReplaced() {}

    /** The replica is about to be given an input. */
    default void input(Input input) {}

    /** The replica has appended a transaction. */
    default void appended(long zxid, byte[] payload) {}

    /** The replica's history ends at {@code zxid} from now on. */
    default void truncated(long zxid) {}

    /** The replica's history is replaced by one that ends at {@code zxid}. */
    default void installed(long zxid) {}

    /** The replica says that it leads, in an ensemble of these members. */
    default void leads(long epoch, Membership members) {}

    /** The replica has sent a frame, given without its length. */
    default void sent(long connection, byte[] frame) {}

    /** The replica has closed a connection, or was told that it is gone. */
    default void closed(long connection) {}

    /** The replica has handled an input. */
    default void stepEnd(Input input) {}
}
