package io.coordkit.core.tree;

/**
 * What the tree's digest was.
 *
 * @param zxid of the transaction that led to it
 * @param digest sum of the digests of all znodes
 */
public record ZxidDigest(long zxid, long digest) {
    /** What is said where there is nothing to say. */
    static final ZxidDigest NONE = new ZxidDigest(0, 0);
}
