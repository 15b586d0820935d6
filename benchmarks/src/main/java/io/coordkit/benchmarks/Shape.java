package io.coordkit.benchmarks;

import io.coordkit.benchmarks.load.Client;
import io.coordkit.benchmarks.load.ClosedLoop;
import io.coordkit.benchmarks.load.Load;
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
    PARALLEL;

    /** The name on the command line and in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Demand demand(Traffic traffic) {
        return switch (this) {
            case PIPELINED -> new Demand(traffic.connections(), traffic.window());
            case SINGLE -> new Demand(1, 1);
            case PARALLEL -> new Demand(traffic.connections(), 1);
        };
    }

    /** Opens a load of this shape; the clients are as many as its {@link #demand} says. */
    Load open(Traffic traffic, List<Client> clients) throws IOException {
        return ClosedLoop.open(clients, demand(traffic).window());
    }
}
