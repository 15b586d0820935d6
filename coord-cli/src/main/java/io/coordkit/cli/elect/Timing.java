package io.coordkit.cli.elect;

import java.time.Duration;

/**
 * When a command has to end so that it is gone before anybody else can be active.
 *
 * <p>A session ends on the servers when they have heard nothing of the client for its timeout, and the client sends
 * something at least every third of it. A client notices a silent server after two thirds. So when it is told of a lost
 * connection, up to two thirds may be over; and when it stands still, at least two thirds are left from then on.
 *
 * @param session timeout of the session, as granted
 * @param grace what a command gets between TERM and KILL
 */
record Timing(Duration session, Duration grace) {
    /** What killing, and telling of it, may take. */
    static final Duration MARGIN = Duration.ofMillis(500);

    /** Whether the grace fits into the third of a session that is left after a lost connection. */
    boolean isPossible() {
        return !stopAfterLoss().isNegative();
    }

    /** How long a command may go on after the connection was lost, in the hope of getting it back. */
    Duration stopAfterLoss() {
        return session.dividedBy(3).minus(grace).minus(MARGIN);
    }

    /** How long our own process may be silent before its watchdog stops the command. */
    Duration silence() {
        return session.dividedBy(3).multipliedBy(2).minus(grace).minus(MARGIN);
    }

    /** How often it says that it is there. */
    Duration beat() {
        return session.dividedBy(6);
    }

    /** The longest grace that this session allows. */
    Duration graceMax() {
        return session.dividedBy(3).minus(MARGIN);
    }
}
