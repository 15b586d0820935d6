/**
 * Parses a configuration once, checks it, and then it is a record.
 */
@NullMarked
package io.coordkit.server.config;

import org.jspecify.annotations.NullMarked;
