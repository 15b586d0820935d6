/**
 * What has happened on this server, counted for its operators; nothing in the core depends on it.
 */
@NullMarked
package io.coordkit.core.stats;

import org.jspecify.annotations.NullMarked;
