/** The network between the servers of a playground: ordinary TCP through proxies on loopback, which can be cut without root. */
@NullMarked
package io.coordkit.cli.ensemble.network;

import org.jspecify.annotations.NullMarked;
