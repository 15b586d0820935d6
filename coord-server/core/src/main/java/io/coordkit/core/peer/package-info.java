/**
 * Bytes of the server-to-server protocol to records and back; nothing else.
 */
@NullMarked
package io.coordkit.core.peer;

import org.jspecify.annotations.NullMarked;
