package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.RegionTransition;

/** A region in transition, and the version of its node that says so. */
public record VersionedRegion(RegionTransition transition, int version) {}
