package io.coordkit.sim.plan;

import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ensemble of a run, made as an operator would write it down. */
public final class Members {
    private static final int GROUPS = 3;

    private Members() {}

    /** The ensemble as it begins, or nothing for a standalone server. */
    public static Optional<Membership> of(Knobs knobs) {
        return knobs.voters() == 0 ? Optional.empty() : Optional.of(parse(lines(knobs)));
    }

    /** What the operator tells a server at its first start: who does not belong to the ensemble yet is told about itself, too. */
    public static Optional<Membership> knownTo(int id, Knobs knobs) {
        if (knobs.voters() == 0) {
            return Optional.empty();
        }
        Map<String, String> lines = lines(knobs);
        lines.putIfAbsent("server." + id, line(id, false, true));
        return Optional.of(parse(lines));
    }

    private static Map<String, String> lines(Knobs knobs) {
        Map<String, String> lines = new TreeMap<>();
        for (int id = 1; id <= knobs.voters() + knobs.observers(); id++) {
            boolean observer = id > knobs.voters();
            lines.put("server." + id, line(id, observer, knobs.reconfig() == 1));
            if (knobs.groups() > 0 && !observer) {
                lines.merge("group." + (id % GROUPS + 1), Integer.toString(id), (a, b) -> a + ":" + b);
            }
        }
        if (knobs.groups() == 2) {
            lines.put("weight." + knobs.voters(), "0");
        }
        return lines;
    }

    /** @param whole with the role of whoever votes and the clients' address, without which nobody may join */
    private static String line(long id, boolean observer, boolean whole) {
        String role = observer ? ":observer" : whole ? ":participant" : "";
        return "server" + id + ":2888:3888" + role + (whole ? ";server" + id + ":2181" : "");
    }

    /** The line with which a server joins. */
    static String joining(long id, boolean observer) {
        return "server." + id + "=" + line(id, observer, true);
    }

    private static Membership parse(Map<String, String> lines) {
        try {
            return Membership.parse(lines);
        } catch (MemberSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
