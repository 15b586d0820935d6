/**
 * The server as others start it: embedded by {@link io.coordkit.server.CoordServer}, or from a configuration file.
 *
 * <p>Sockets live in {@code client}, files in {@code storage}, configuration in {@code config}; {@code runtime} brings the
 * replica of the core together with them. {@code monitor} asks a running server for its operators; {@code admin}, {@code
 * prometheus}, {@code jmx} and the four-letter words of {@code client} pass on what it says.
 */
@NullMarked
package io.coordkit.server;

import org.jspecify.annotations.NullMarked;
