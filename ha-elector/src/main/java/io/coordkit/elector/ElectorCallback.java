package io.coordkit.elector;

/**
 * What an election tells the service that takes part in it: the callbacks of Hadoop's
 * {@code ActiveStandbyElectorCallback}.
 *
 * <p>All calls come from one thread, the elector's own, one at a time and in order; while a call lasts the elector does
 * nothing else. {@link Elector#quitElection} and {@link Elector#joinElection} may be called from here and take effect
 * after the call returns.
 */
public interface ElectorCallback {

    /**
     * The service is to become active: it holds the lock, the old active has been fenced, and the breadcrumb names this
     * member. When this returns normally the service counts as active.
     *
     * @throws Exception when the service cannot become active; it must then not act as the active. The member gives up
     *     the lock and competes again after a second; the next winner fences it.
     */
    void becomeActive() throws Exception;

    /** Another member holds the lock. An exception makes the member leave with a fatal error. */
    void becomeStandby();

    /**
     * The connection or the lock was lost: another member may become active at any time. An active service should stop
     * what must not be done twice, or at the latest when the session timeout has passed. Followed by one of the other
     * calls. An exception makes the member leave with a fatal error.
     */
    void enterNeutralMode();

    /**
     * The member has left the election and will not come back by itself; {@link Elector#joinElection} starts again.
     *
     * @param message for an operator: the path of the election's parent znode, and what went wrong
     */
    void notifyFatalError(String message);

    /**
     * Before this member becomes active: make sure that the old active can do no more harm. Never called with the
     * member's own data.
     *
     * @param oldActive the data with which the last active joined
     * @throws Exception when it cannot be made sure; the member then does not become active, gives up the lock and
     *     competes again after a second
     */
    void fenceOldActive(byte[] oldActive) throws Exception;
}
