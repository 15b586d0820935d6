package io.coordkit.benchmarks;

import io.coordkit.benchmarks.load.Client;
import io.coordkit.benchmarks.load.ClosedLoop;
import io.coordkit.benchmarks.load.Load;
import io.coordkit.benchmarks.load.OpenLoop;
import io.coordkit.benchmarks.report.Demand;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How much is asked at once. */
public enum Shape {
    /** Several connections, each with a window of unanswered requests. */
    PIPELINED,
    /** One connection, one request at a time. */
    SINGLE,
    /** Several connections, one request at a time on each. */
    PARALLEL,
    /** Several connections, requests at a rate that does not depend on the replies. */
    FIXED_RATE;

    /** The name on the command line and in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Demand demand(Traffic traffic) {
        return switch (this) {
            case PIPELINED -> new Demand(traffic.connections(), traffic.window(), 0);
            case SINGLE -> new Demand(1, 1, 0);
            case PARALLEL -> new Demand(traffic.connections(), 1, 0);
            case FIXED_RATE -> new Demand(traffic.connections(), OpenLoop.UNANSWERED_MAX, traffic.perSecond());
        };
    }

    /** Opens a load of this shape; the clients are as many as its {@link #demand} says. */
    Load open(Traffic traffic, List<Client> clients) throws IOException {
        return this == FIXED_RATE
                ? OpenLoop.open(clients, traffic.perSecond())
                : ClosedLoop.open(clients, demand(traffic).window());
    }
}
