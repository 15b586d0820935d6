package io.coordkit.sim.world;

import io.coordkit.core.wire.Stat;

/** What a znode holds; no data read as an empty array. */
public record NodeData(byte[] data, Stat stat) {}
