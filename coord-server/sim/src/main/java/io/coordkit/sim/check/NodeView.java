package io.coordkit.sim.check;

import io.coordkit.core.tree.DataTree;
import io.coordkit.sim.disk.SimDisk;

/** What checkers may see of a running server. */
public interface NodeView {
    /** What clients see of the state. */
    DataTree tree();

    /** The disk, for what a crash would leave. */
    SimDisk disk();

    /** The unit of time of sessions, in ms. */
    long tickMs();

    /** The monotonic clock in ms that the replica was last told. */
    long nowMs();

    /** By how many ms the newest tick came after the time for which the replica had asked. */
    long lateMs();

    /** Whether it decides when sessions end. */
    boolean isLeading();

    /** Whether its disk has been full in this life, so that it may have refused writes. */
    boolean hasBeenFull();

    /** Whether it serves clients. */
    boolean isServing();
}
