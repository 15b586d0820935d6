package io.coordkit.core.broadcast;

import io.coordkit.core.auth.AccessControl;
import io.coordkit.core.session.SessionPolicy;

/**
 * How a primary judges writes.
 *
 * @param access who may do what
 * @param sessions which sessions there are
 * @param enforceQuotas whether quotas are looked at: what exceeds a hard one is refused, what exceeds a soft one reported
 * @param txns what transactions look like in the log
 */
public record WriteSettings(AccessControl access, SessionPolicy sessions, boolean enforceQuotas, TxnPolicy txns) {}
