package io.coordkit.sim.world;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.Stat;
import java.util.List;

/** Who may do what with a znode, and its stat. */
public record NodeAcl(List<Acl> acl, Stat stat) {}
