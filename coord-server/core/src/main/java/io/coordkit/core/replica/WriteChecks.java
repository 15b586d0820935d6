package io.coordkit.core.replica;

/**
 * What is checked of writes only where an operator wants it.
 *
 * @param quotas what exceeds a hard quota is refused, what exceeds a soft one reported ({@code zookeeper.enforceQuota})
 * @param accessEarly a member of an ensemble refuses what its own tree does not allow, instead of asking the leader ({@code
 *     zookeeper.enableEagerACLCheck})
 */
public record WriteChecks(boolean quotas, boolean accessEarly) {
    /** Neither, as the reference starts. */
    public static final WriteChecks NONE = new WriteChecks(false, false);
}
