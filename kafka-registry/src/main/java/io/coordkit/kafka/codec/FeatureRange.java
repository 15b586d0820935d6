package io.coordkit.kafka.codec;

/** The versions of one feature that a broker supports (KIP-584). */
public record FeatureRange(int minVersion, int maxVersion) {}
