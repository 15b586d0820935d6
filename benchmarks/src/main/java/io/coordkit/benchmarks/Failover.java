package io.coordkit.benchmarks;

import io.coordkit.benchmarks.server.Placement;
import java.util.List;
import java.util.Locale;

/** A steady load of writes while the leader is killed, by where the writers are connected. */
public enum Failover {
    /** At the members that stay. */
    FOLLOWERS(Placement.FOLLOWERS),
    /** At the leader, so that every writer loses its server. */
    LEADER(Placement.LEADER);

    /** What a filter calls all of them, and the first part of the name of each. */
    private static final String FAMILY = "failover";

    /** A majority must be left. */
    private static final int SERVERS_MIN = 3;

    private final Placement placement;

    Failover(Placement placement) {
        this.placement = placement;
    }

    Placement placement() {
        return placement;
    }

    /** {@code failover/followers}, as in reports and filters. */
    public String label() {
        return FAMILY + "/" + name().toLowerCase(Locale.ROOT);
    }

    /** True when the filter is this one's label or stands for all of them. */
    boolean matches(String filter) {
        return filter.equals(label()) || filter.equals(FAMILY);
    }

    /** Those that an ensemble of so many servers can survive. */
    static List<Failover> possibleWith(int servers) {
        return servers < SERVERS_MIN ? List.of() : List.of(values());
    }
}
