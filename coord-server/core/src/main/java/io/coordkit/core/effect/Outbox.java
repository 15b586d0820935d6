package io.coordkit.core.effect;

/**
 * Takes the effects of a step. Effects for one destination happen in the order in which they were given; between destinations
 * there is no order, and whoever needs one waits for the input that reports completion. Byte arrays are only lent: an
 * implementation copies what it keeps. Calls come from the replica's thread and must not block.
 */
public interface Outbox extends ClientEffects, StorageEffects, PeerEffects {
    /** Something that an operator may want to know. */
    void report(Report fact);
}
