package io.coordkit.cli.ensemble;

/**
 * One server of an ensemble, seen from outside and from inside. What it says of itself is what it said last: a frozen server does
 * not know what happened meanwhile.
 *
 * @param server its number
 * @param state {@code running}, {@code paused} or {@code stopped}
 * @param role {@code leading}, {@code following}, {@code observing} or {@code looking}; empty when it is not known
 * @param serving whether it serves clients
 * @param leader the server that it follows or is; −1 for none
 * @param epoch of that leader; −1 when it is not known
 * @param zxid the newest transaction in its log; empty when it is not known
 * @param port for clients
 * @param pid its process; −1 when it is stopped
 */
public record MemberStatus(
        int server,
        String state,
        String role,
        boolean serving,
        long leader,
        long epoch,
        String zxid,
        int port,
        long pid) {

    static final String RUNNING = "running";
    static final String PAUSED = "paused";
    static final String STOPPED = "stopped";

    /** There is none, or it is not known. */
    static final long NONE = -1;

    boolean isRunning() {
        return state.equals(RUNNING);
    }

    boolean isStopped() {
        return state.equals(STOPPED);
    }

    /** Whether it leads and others listen; a paused leader is none. */
    boolean isLeader() {
        return isRunning() && serving && leader == server;
    }
}
