package io.coordkit.elector.machine;

/** What a member believes of itself. Names and meaning are those of Hadoop's {@code ActiveStandbyElector.State}. */
public enum ElectionState {
    /** Not in the election, or nothing decided yet since joining. */
    INIT,
    /** Holds the lock, has written the breadcrumb, and the service has become active. */
    ACTIVE,
    /** Another member holds the lock. */
    STANDBY,
    /** Unknown: the connection or the lock was lost and nothing newer has been seen. */
    NEUTRAL
}
