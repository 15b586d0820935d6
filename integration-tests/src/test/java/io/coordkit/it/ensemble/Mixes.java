package io.coordkit.it.ensemble;

import java.util.List;
import java.util.stream.Stream;

/** Which ensembles are tried, out of those that a test is meant for. */
final class Mixes {

    /**
     * {@code -Dcoord.it.ensembles=} a regular expression that the letters of a mix must match: {@code A+} for Apache
     * ZooKeeper alone, {@code .*} for all that there are. Without it the ordinary ones are tried.
     */
    private static final String WANTED = System.getProperty("coord.it.ensembles", "");

    private Mixes() {}

    static List<Mix> of(List<String> ordinary) {
        return of(ordinary, List.of());
    }

    /** The second list is tried only when it is asked for: it takes long, or says more of the others than of us. */
    static List<Mix> of(List<String> ordinary, List<String> onRequest) {
        List<String> chosen = WANTED.isEmpty()
                ? ordinary
                : Stream.concat(ordinary.stream(), onRequest.stream())
                        .filter(mix -> mix.matches(WANTED))
                        .toList();
        return chosen.stream().map(Mix::of).toList();
    }
}
