package io.coordkit.recipes;

/**
 * A znode as a {@link Mirror} shows it.
 *
 * @param name its path below the mirror's root: {@code "host1"}, {@code "db/pool"}, {@code ""} for the root itself
 * @param text its value as UTF-8 text; empty for a znode without a value
 * @param version the version of its value: 0 when it is created, one more with each write
 */
public record Znode(String name, String text, int version) {}
