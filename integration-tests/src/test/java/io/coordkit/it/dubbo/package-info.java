/** Dubbo's providers, consumers and monitors on our servers. */
@NullMarked
package io.coordkit.it.dubbo;

import org.jspecify.annotations.NullMarked;
