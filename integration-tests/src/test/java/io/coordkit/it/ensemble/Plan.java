package io.coordkit.it.ensemble;

import io.coordkit.it.process.Backend;
import java.util.regex.Pattern;

/** How a learner is brought to its leader's history, and what both sides print of it. */
enum Plan {
    DIFF("Sending DIFF zxid=.* for peer sid: *%d\\b", "Getting a diff from the leader", ""),
    TRUNC("Sending TRUNC .*for peer sid: *%d\\b", "Truncating log to get in sync with the leader", "log-truncated "),
    SNAP("Sending snapshot last zxid of peer", "Getting a snapshot from leader", "snapshot-installed ");

    private final String apacheSays;
    private final String apacheHears;
    private final String coordHears;

    Plan(String apacheSays, String apacheHears, String coordHears) {
        this.apacheSays = apacheSays;
        this.apacheHears = apacheHears;
        this.coordHears = coordHears;
    }

    /** Whether a leader that printed this has treated the learner so; Apache's does not say to whom it sends a snapshot. */
    boolean isSaid(Backend leader, String printed, int learner) {
        String line = leader == Backend.APACHE
                ? apacheSays.formatted(learner)
                : "learner-syncing server=%d plan=%s ".formatted(learner, name());
        return Pattern.compile(line).matcher(printed).find();
    }

    /** Whether a learner that printed this was treated so; ours says nothing of an ordinary DIFF. */
    boolean isHeard(Backend learner, String printed) {
        return printed.contains(learner == Backend.APACHE ? apacheHears : coordHears);
    }
}
