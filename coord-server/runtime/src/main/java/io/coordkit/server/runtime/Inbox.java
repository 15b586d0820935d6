package io.coordkit.server.runtime;

import io.coordkit.core.replica.Input;
import java.util.List;

/** Where sockets of other servers bring what happens to them. Called from any thread; in order for each socket. */
public interface Inbox {
    /** Something that concerns no link. */
    void post(Input input);

    /** The same, several at once; the list is the inbox's until {@code handled} is run, on the replica's loop. */
    void postAll(List<Input> inputs, Runnable handled);

    /**
     * A link is there.
     *
     * @param way out of it
     * @param input what tells the replica
     */
    void linkOpened(long link, Link way, Input input);

    /** Inputs of one link; passed over once the replica has closed it. Otherwise as {@link #postAll}. */
    void linkReceived(long link, List<Input> inputs, Runnable handled);

    /** A link has ended; passed over if the replica has closed it. */
    void linkGone(long link, String reason);
}
