package io.coordkit.hbase.machine;

import io.coordkit.hbase.paths.ServerName;
import java.util.Optional;

/** What a master learns from its election. */
public sealed interface MasterEvent {
    /** It is the active master. */
    record Active() implements MasterEvent {}

    /**
     * Another master is active.
     *
     * @param active who; empty when its node holds nothing that can be read
     */
    record Waiting(Optional<ServerName> active) implements MasterEvent {}

    /** It takes no part any more, and is not active; comes once, and last. */
    record Ended(Why why) implements MasterEvent {}

    /** Why a master's part in the election ended. */
    enum Why {
        /** It was closed. */
        CLOSED,
        /** The cluster was told to go down while it waited. */
        CLUSTER_DOWN,
        /** Its session ended. A process that goes on takes part with a new start code, as a new process. */
        SESSION_LOST,
        /** Somebody deleted or replaced its node while it was active: a successor on its own address, or an operator. */
        DEPOSED
    }
}
