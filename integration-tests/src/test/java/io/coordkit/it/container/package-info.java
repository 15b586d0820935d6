/**
 * The product image in real containers: frozen, cut off and killed. Needs a container engine, so it runs in the profile
 * {@code containers} only; {@code .ci/container-engine} provides one.
 */
@NullMarked
package io.coordkit.it.container;

import org.jspecify.annotations.NullMarked;
