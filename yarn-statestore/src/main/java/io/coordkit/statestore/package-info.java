/** The resource manager's state under {@code /rmstore}, readable and writable by Hadoop's ZKRMStateStore as well. */
@NullMarked
package io.coordkit.statestore;

import org.jspecify.annotations.NullMarked;
