/**
 * The resource manager's state: under {@code /rmstore}, readable and writable by Hadoop's ZKRMStateStore as well, or for one
 * resource manager in memory or a file.
 */
@NullMarked
package io.coordkit.statestore;

import org.jspecify.annotations.NullMarked;
