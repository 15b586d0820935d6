package io.coordkit.core.election;

/**
 * How long an election waits.
 *
 * @param finalizeMs silence after which a quorum of equal votes is believed to be final
 * @param repeatMinMs silence after which votes are sent again, at first ({@code fastleader.minNotificationInterval})
 * @param repeatMaxMs the same after many repetitions ({@code fastleader.maxNotificationInterval})
 */
public record ElectionTimes(long finalizeMs, long repeatMinMs, long repeatMaxMs) {
    /** The reference's: 200 ms, 200 ms, one minute. */
    public static final ElectionTimes DEFAULT = new ElectionTimes(200, 200, 60_000);
}
