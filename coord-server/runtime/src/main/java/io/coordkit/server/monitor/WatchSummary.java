package io.coordkit.server.monitor;

/**
 * How much is watched, without the watches of children alone, as in the reference.
 *
 * @param connections that watch something
 * @param paths that are watched
 * @param watches pairs of the two
 */
public record WatchSummary(int connections, int paths, int watches) {}
