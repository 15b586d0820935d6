package io.coordkit.cli.ensemble.network;

/**
 * One way between two servers.
 *
 * @param from who dials
 * @param to whom
 * @param port where the proxy listens
 * @param target where {@code to} listens
 */
public record Route(int from, int to, int port, int target) {}
