/**
 * Who belongs to an ensemble, and which of them are enough; without knowing what is voted on.
 */
@NullMarked
package io.coordkit.core.quorum;

import org.jspecify.annotations.NullMarked;
