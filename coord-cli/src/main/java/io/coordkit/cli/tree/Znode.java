package io.coordkit.cli.tree;

import org.apache.zookeeper.data.Stat;

/**
 * A znode as it was read.
 *
 * @param data empty when it has none
 */
public record Znode(byte[] data, Stat stat) {}
