package io.coordkit.core.prepare;

import io.coordkit.core.auth.AuthId;
import java.util.List;

/**
 * Whose request it is, and where in the order of everything it will stand.
 *
 * @param sessionId session that asks; 0 for the server itself
 * @param owner connection or learner that speaks for the session; compared with the session's owner
 * @param ids proven identities of the connection when it asked
 * @param zxid of the transaction to be made
 * @param timeMs wall clock
 */
public record WriteContext(long sessionId, long owner, List<AuthId> ids, long zxid, long timeMs) {}
