package io.coordkit.core.zab;

/**
 * An observer as the server knows it from which it learns, for operators ({@code LearnerHandler.getLearnerHandlerInfo} of the reference).
 * It is counted since its link was opened or counting began anew.
 *
 * @param server its number
 * @param address where its link comes from
 * @param establishedMs when that was opened, in ms of the wall clock
 * @param received packets that have come from it
 * @param sent packets that have been sent to it; a tree is none
 * @param requests those of the first that ask something for a client
 * @param lastZxid what the packet sent last was about, -1 if none was about anything
 */
public record ObserverView(
        long server, String address, long establishedMs, long received, long sent, long requests, long lastZxid) {}
