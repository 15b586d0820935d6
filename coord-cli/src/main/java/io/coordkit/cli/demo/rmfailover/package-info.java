/** The demo {@code rm-failover}: two resource managers share an election and a state store, and one of them is frozen, fenced, killed. */
@NullMarked
package io.coordkit.cli.demo.rmfailover;

import org.jspecify.annotations.NullMarked;
