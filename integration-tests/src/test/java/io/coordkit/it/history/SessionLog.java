package io.coordkit.it.history;

import java.util.List;

/**
 * The life of one session as its client saw it.
 *
 * @param id as the server gave it
 * @param timeoutMs as negotiated
 */
public record SessionLog(String client, long id, int timeoutMs, List<Moment> moments) {

    /** How to name it in a complaint. */
    String name() {
        return client + " (session 0x" + Long.toHexString(id) + ")";
    }
}
