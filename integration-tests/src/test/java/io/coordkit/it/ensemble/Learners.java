package io.coordkit.it.ensemble;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Probe;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Who follows a leader, in its own opinion. */
final class Learners {

    private static final Pattern COUNT = Pattern.compile("(?m)^zk_learners\\s+(\\d+)");
    private static final Pattern CHANGE =
            Pattern.compile("\\b(leading epoch|learner-active server|learner-lost server)=(\\d+)");

    private Learners() {}

    /** How many there are now; a negative number when the member does not say. */
    static int count(Member leader) throws IOException {
        return leader.backend() == Backend.APACHE ? asked(leader) : logged(leader);
    }

    private static int asked(Member leader) {
        return COUNT.matcher(Probe.fourLetterWord(leader.client(), "mntr"))
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElse(-1);
    }

    private static int logged(Member leader) throws IOException {
        Set<String> active = new HashSet<>();
        for (MatchResult change : CHANGE.matcher(leader.output()).results().toList()) {
            switch (change.group(1)) {
                case "learner-active server" -> active.add(change.group(2));
                case "learner-lost server" -> active.remove(change.group(2));
                default -> active.clear();
            }
        }
        return active.size();
    }
}
