/** Unmodified third-party clients against our server: the Java client, the shell, Curator's recipes. */
@NullMarked
package io.coordkit.it.clients;

import org.jspecify.annotations.NullMarked;
