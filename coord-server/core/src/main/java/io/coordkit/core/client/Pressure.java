package io.coordkit.core.client;

/**
 * How near the clients of a server are to the limits that keep one of them from costing the others, for operators.
 *
 * @param crowded connections that are not read because too many of their requests wait
 * @param heldBack connections that are not read because the disk does not keep up with what is written
 * @param clogged connections whose reads wait because they do not take their answers
 * @param unsentBytes what those connections have not taken
 * @param unsentEventBytes the events among that
 * @param bytesOnTheWay transactions on their way to the disk
 */
public record Pressure(
        int crowded, int heldBack, int clogged, long unsentBytes, long unsentEventBytes, long bytesOnTheWay) {}
