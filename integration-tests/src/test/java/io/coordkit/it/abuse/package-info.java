/** Bytes no client should send; afterwards the server answers and the neighbours' sessions live. */
@NullMarked
package io.coordkit.it.abuse;

import org.jspecify.annotations.NullMarked;
