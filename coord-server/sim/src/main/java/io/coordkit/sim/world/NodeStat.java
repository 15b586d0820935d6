package io.coordkit.sim.world;

import io.coordkit.core.wire.Stat;

/** A znode by its path, with the stat it has now; the path of a sequential one is the whole. */
public record NodeStat(String path, Stat stat) {}
