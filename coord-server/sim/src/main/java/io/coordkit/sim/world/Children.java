package io.coordkit.sim.world;

import io.coordkit.core.wire.Stat;
import java.util.List;

/** The names of a znode's children, in no order, and its stat. */
public record Children(List<String> names, Stat stat) {}
