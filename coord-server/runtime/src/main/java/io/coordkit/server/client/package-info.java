/**
 * Client sockets in, replies out.
 */
@NullMarked
package io.coordkit.server.client;

import org.jspecify.annotations.NullMarked;
