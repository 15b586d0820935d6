package io.coordkit.core.election;

/** Takes what an election wants to be sent. A message may be lost, and a newer one to the same server may replace it. */
@FunctionalInterface
public interface ElectionOutbox {
    /** Sends a notification to another server. */
    void send(long server, Notification notification);
}
