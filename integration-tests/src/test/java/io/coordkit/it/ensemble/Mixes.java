package io.coordkit.it.ensemble;

import java.util.List;
import java.util.stream.Stream;

/** Which ensembles are tried, out of those that a test is meant for. */
final class Mixes {

    /**
     * {@code -Dcoord.it.ensembles=} a part of a regular expression that the letters of a mix must match: {@code A+} for
     * Apache ZooKeeper alone, {@code C+} for Coordkit alone.
     */
    private static final String ENABLED = System.getProperty("coord.it.ensembles", ".*");

    private Mixes() {}

    static List<Mix> of(String... letters) {
        return Stream.of(letters)
                .filter(mix -> mix.matches(ENABLED))
                .map(Mix::of)
                .toList();
    }
}
