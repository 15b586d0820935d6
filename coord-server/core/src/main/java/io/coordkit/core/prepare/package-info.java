/**
 * Turns a request into a transaction or a refusal, against the committed tree and what is pending.
 */
@NullMarked
package io.coordkit.core.prepare;

import org.jspecify.annotations.NullMarked;
