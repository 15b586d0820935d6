/**
 * Just enough HTTP for operators' tools: one small server, whose answers others compose.
 */
@NullMarked
package io.coordkit.server.http;

import org.jspecify.annotations.NullMarked;
