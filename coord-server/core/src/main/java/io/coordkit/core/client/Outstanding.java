package io.coordkit.core.client;

/** What all clients together have asked for and not been answered. */
final class Outstanding {
    private int requests;
    private long largeBytes;

    /** How many requests. */
    int requests() {
        return requests;
    }

    /** Bytes of those that count as large. */
    long largeBytes() {
        return largeBytes;
    }

    void add(QueuedRequest request) {
        requests++;
        largeBytes += request.largeBytes;
    }

    void remove(QueuedRequest request) {
        requests--;
        largeBytes -= request.largeBytes;
    }
}
