package io.coordkit.server.monitor;

/** How many connections may come from one address; 0 means no limit. Thread-safe. */
public interface AddressLimit {
    /** As it is now. */
    int get();

    /** Another one for those that come from now on; who is there stays. */
    void set(int max);
}
