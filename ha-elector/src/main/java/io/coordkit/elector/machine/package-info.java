/**
 * The election as a pure machine: events in, actions out; no IO, clock or thread.
 *
 * <p>{@link io.coordkit.elector.machine.ElectorMachine} is the whole of it; {@link
 * io.coordkit.elector.machine.ElectorEvent} and {@link io.coordkit.elector.machine.ElectorAction} are its two languages.
 */
@NullMarked
package io.coordkit.elector.machine;

import org.jspecify.annotations.NullMarked;
