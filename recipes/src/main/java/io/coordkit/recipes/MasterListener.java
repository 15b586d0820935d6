package io.coordkit.recipes;

/** What becomes of a candidate. Called on the seat's own thread, one call after the other. */
public interface MasterListener {

    /** We have the seat. */
    void leading();

    /** We do not have it, or do not know: another has it, or the connection is lost. Told once per change. */
    void following();
}
