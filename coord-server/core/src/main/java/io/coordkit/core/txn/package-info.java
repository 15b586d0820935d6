/**
 * What the log contains: idempotent facts, never intentions.
 */
@NullMarked
package io.coordkit.core.txn;

import org.jspecify.annotations.NullMarked;
