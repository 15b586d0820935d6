/** Log splitting and liveness as pure machines: inputs in, actions out; no IO, no clock, no thread. */
@NullMarked
package io.coordkit.hbase.machine;

import org.jspecify.annotations.NullMarked;
