package io.coordkit.server.admin;

import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.monitor.NotServingException;
import java.util.List;
import java.util.Optional;

/**
 * One command.
 *
 * @param names the first is the one that it is listed and answers under
 * @param action answers those who send nothing
 * @param intake takes what is sent; empty if nothing is
 */
record AdminCommand(List<String> names, Action action, Optional<Opening> intake) {
    /** What a command does; on the thread of the administrator's port. */
    @FunctionalInterface
    interface Action {
        AdminReply run(HttpQuestion question) throws NotServingException;
    }

    /** Begins to take something. */
    @FunctionalInterface
    interface Opening {
        Intake open(HttpQuestion question) throws NotServingException;
    }

    static AdminCommand get(Action action, String... names) {
        return new AdminCommand(List.of(names), action, Optional.empty());
    }

    /** One that wants POST. */
    static AdminCommand post(Opening intake, Action otherwise, String... names) {
        return new AdminCommand(List.of(names), otherwise, Optional.of(intake));
    }

    String name() {
        return names.get(0);
    }
}
