package io.coordkit.benchmarks.scaling;

import io.coordkit.benchmarks.wire.Operation;
import java.util.Locale;
import java.util.Map;

/**
 * What one operation costs when all clients are at one server.
 *
 * @param asked role of that server
 * @param perSecond good replies
 * @param askedMicros CPU time of that server per operation
 * @param otherMicros the same of each other server, by role; without roles that no other server has
 */
record Figure(
        String size,
        Operation operation,
        Role asked,
        double perSecond,
        double askedMicros,
        Map<Role, Double> otherMicros) {

    static final String HEAD =
            "| voters + observers | operation | asked | per second | asked server | leader | each other"
                    + " follower | each other observer |\n|---|---|---|---|---|---|---|---|";

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.0f | %.1f µs | %s | %s | %s |",
                size,
                operation.name().toLowerCase(Locale.ROOT),
                asked.name().toLowerCase(Locale.ROOT),
                perSecond,
                askedMicros,
                other(Role.LEADER),
                other(Role.FOLLOWER),
                other(Role.OBSERVER));
    }

    private String other(Role role) {
        Double micros = otherMicros.get(role);
        return micros == null ? "" : String.format(Locale.ROOT, "%.1f µs", micros);
    }
}
