package io.coordkit.kafka;

/**
 * A decoded value and the data version of its znode, for conditional writes.
 *
 * @param value what the znode says
 * @param zkVersion the version to pass to the next conditional write
 */
public record Versioned<T>(T value, int zkVersion) {}
