package io.coordkit.it.ensemble;

import io.coordkit.it.process.Probe;
import java.net.InetSocketAddress;
import java.util.Locale;
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

    /** What a server that has no four-letter words says in its log, whenever it changes. */
    private static final Pattern LOG = Pattern.compile("\\b(leading|following|looking) \\w+=");

    boolean serves() {
        return this == LEADING || this == FOLLOWING || this == OBSERVING;
    }

    /** Asks a running server; {@code log} is read when it does not know the question. */
    static Role of(InetSocketAddress client, String log) {
        String answer = Probe.fourLetterWord(client, "srvr");
        Optional<String> mode = MODE.matcher(answer).results().findFirst().map(found -> found.group(1));
        if (mode.isPresent()) {
            return BY_MODE.getOrDefault(mode.get(), LOOKING);
        }
        if (!answer.isEmpty()) {
            return LOOKING;
        }
        return Probe.isServing(client) ? lastIn(log) : SILENT;
    }

    private static Role lastIn(String log) {
        return LOG.matcher(log)
                .results()
                .reduce((earlier, later) -> later)
                .map(found -> valueOf(found.group(1).toUpperCase(Locale.ROOT)))
                .orElse(SILENT);
    }
}
