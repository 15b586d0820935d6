/** Failures of the system and socket addresses, in the words of a person. */
@NullMarked
package io.coordkit.server.text;

import org.jspecify.annotations.NullMarked;
