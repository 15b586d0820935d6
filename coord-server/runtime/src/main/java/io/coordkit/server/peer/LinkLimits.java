package io.coordkit.server.peer;

/**
 * What a link may cost.
 *
 * @param fieldBytesMax longest data or string that is believed
 * @param incompleteBytesMax longest packet, or record of a snapshot
 * @param unsentBytesMax what may wait for a peer that does not read
 */
record LinkLimits(int fieldBytesMax, int incompleteBytesMax, int unsentBytesMax) {
    /** What a packet or record may have besides its two largest fields. */
    private static final long REST_BYTES_MAX = 8 << 20;

    /** More than the recent log may hold, all of which a learner may be sent at once. */
    private static final int UNSENT_BYTES_MAX = 128 << 20;

    static LinkLimits of(int fieldBytesMax) {
        long incomplete = Math.min(Integer.MAX_VALUE / 4, 2L * fieldBytesMax + REST_BYTES_MAX);
        return new LinkLimits(fieldBytesMax, (int) incomplete, UNSENT_BYTES_MAX);
    }
}
