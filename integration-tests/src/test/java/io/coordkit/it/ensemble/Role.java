package io.coordkit.it.ensemble;

import io.coordkit.it.process.Probe;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a member is doing, as far as can be seen from outside. */
enum Role {
    LEADING,
    FOLLOWING,
    OBSERVING,
    /** It runs and belongs to no quorum. */
    LOOKING,
    /** It runs and does not answer: it starts, is frozen, or is cut off from this process. */
    SILENT,
    /** There is no process. */
    DOWN;

    private static final Map<String, Role> BY_MODE =
            Map.of("leader", LEADING, "follower", FOLLOWING, "observer", OBSERVING);

    private static final Pattern MODE = Pattern.compile("(?m)^Mode: (\\w+)");

    boolean serves() {
        return this == LEADING || this == FOLLOWING || this == OBSERVING;
    }

    /** Asks a running server. */
    static Role of(InetSocketAddress client) {
        String answer = Probe.fourLetterWord(client, "srvr");
        Optional<String> mode = MODE.matcher(answer).results().findFirst().map(found -> found.group(1));
        if (mode.isPresent()) {
            return BY_MODE.getOrDefault(mode.get(), LOOKING);
        }
        return answer.isEmpty() ? SILENT : LOOKING;
    }
}
