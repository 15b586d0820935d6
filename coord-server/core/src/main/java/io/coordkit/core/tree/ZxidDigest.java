package io.coordkit.core.tree;

/**
 * What the tree's digest was.
 *
 * @param zxid of the transaction that led to it
 * @param digest sum of the digests of all znodes
 */
public record ZxidDigest(long zxid, long digest) {}
