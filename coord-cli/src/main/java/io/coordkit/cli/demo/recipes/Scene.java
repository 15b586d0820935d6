package io.coordkit.cli.demo.recipes;

import io.coordkit.cli.demo.verdict.Check;

/**
 * One recipe, played and checked.
 *
 * @param name what the user calls it
 * @param title what happens, as a step of the demo
 * @param play does it
 */
record Scene(String name, String title, Play play) {

    /** Plays on a stage; what it throws ends the demo. */
    @FunctionalInterface
    interface Play {
        Check on(Stage stage) throws Exception;
    }
}
