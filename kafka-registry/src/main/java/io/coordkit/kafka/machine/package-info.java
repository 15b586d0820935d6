/**
 * Decisions of the layout without IO, clock or thread: who owns which partition, and what to do next.
 *
 * <p>{@link io.coordkit.kafka.machine.GroupMachine} takes {@link io.coordkit.kafka.machine.GroupEvent}s and answers
 * {@link io.coordkit.kafka.machine.GroupAction}s; {@link io.coordkit.kafka.machine.Assignor}s are pure functions.
 */
@NullMarked
package io.coordkit.kafka.machine;

import org.jspecify.annotations.NullMarked;
