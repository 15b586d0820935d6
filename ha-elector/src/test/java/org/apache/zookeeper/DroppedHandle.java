package org.apache.zookeeper;

/** Lets a client vanish as a killed process does: what it needs is visible in ZooKeeper's own package only. */
public final class DroppedHandle {

    private DroppedHandle() {}

    /** Cuts the connection and ends the threads; the server is not told, so the session goes on until it expires. */
    public static void drop(ZooKeeper handle) {
        handle.cnxn.disconnect();
    }
}
