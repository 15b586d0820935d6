package io.coordkit.cli.elect;

/** Something that whoever runs the contest has to act upon. */
sealed interface Decision {

    /** The command has ended by itself. */
    record Ended(int exitCode) implements Decision {}

    /** The command is gone, and neither by itself nor by us: our time was over, which we had no chance to see. */
    record Overtaken() implements Decision {}

    /** It makes no sense to go on. */
    record Failed(String message, int exitCode) implements Decision {}

    /** We are fit to be active now, or not any more. */
    record Fitness(boolean fit) implements Decision {}

    /** Somebody wants us to end. */
    record Stop() implements Decision {}
}
