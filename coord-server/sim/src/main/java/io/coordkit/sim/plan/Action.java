package io.coordkit.sim.plan;

/**
 * One thing that will happen.
 *
 * @param atMicros virtual time
 * @param who index of the client or of the server
 * @param path znode concerned, "-" for none
 * @param arg what it means depends on the verb
 */
public record Action(long atMicros, Verb verb, int who, String path, long arg) {
    /** The same with another argument. */
    public Action withArg(long other) {
        return new Action(atMicros, verb, who, path, other);
    }
}
