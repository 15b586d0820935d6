package io.coordkit.server.client;

import io.coordkit.server.monitor.AddressLimit;
import java.util.HashMap;
import java.util.Map;

/** How many connections there are, altogether and from each address; thread-safe. */
final class ConnectionLimits implements AddressLimit {
    private int perAddressMax;
    private final int totalMax;
    private final Map<String, Integer> perAddress = new HashMap<>();
    private int total;

    /** 0 means no limit. */
    ConnectionLimits(int perAddressMax, int totalMax) {
        this.perAddressMax = perAddressMax;
        this.totalMax = totalMax;
    }

    @Override
    public synchronized int get() {
        return perAddressMax;
    }

    @Override
    public synchronized void set(int max) {
        perAddressMax = max;
    }

    /** Counts one more connection if there may be one. */
    synchronized boolean acquire(String address) {
        int here = perAddress.getOrDefault(address, 0);
        if (perAddressMax > 0 && here >= perAddressMax || totalMax > 0 && total >= totalMax) {
            return false;
        }
        perAddress.put(address, here + 1);
        total++;
        return true;
    }

    /** One connection less. */
    synchronized void release(String address) {
        total--;
        perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
