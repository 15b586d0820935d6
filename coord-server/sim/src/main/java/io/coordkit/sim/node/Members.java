package io.coordkit.sim.node;

import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import io.coordkit.sim.plan.Knobs;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ensemble of a run, made as an operator would write it down. */
public final class Members {
    private static final int GROUPS = 3;

    private Members() {}

    /** The ensemble, or nothing for a standalone server. */
    public static Optional<Membership> of(Knobs knobs) {
        if (knobs.voters() == 0) {
            return Optional.empty();
        }
        Map<String, String> lines = new TreeMap<>();
        for (int id = 1; id <= knobs.servers(); id++) {
            String role = id > knobs.voters() ? ":observer" : "";
            lines.put("server." + id, "server" + id + ":2888:3888" + role);
            if (knobs.groups() > 0 && id <= knobs.voters()) {
                lines.merge("group." + (id % GROUPS + 1), Integer.toString(id), (a, b) -> a + ":" + b);
            }
        }
        if (knobs.groups() == 2) {
            lines.put("weight." + knobs.voters(), "0");
        }
        try {
            return Optional.of(Membership.parse(lines));
        } catch (MemberSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
