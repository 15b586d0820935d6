package io.coordkit.server.admin;

import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.monitor.NotServingException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Optional;

/**
 * One command.
 *
 * @param names the first is the one that it is listed and answers under
 * @param needs what must be before it is run
 * @param action answers those who send nothing
 * @param intake takes what is sent; empty if nothing is
 */
record AdminCommand(List<String> names, Needs needs, Action action, Optional<Opening> intake) {
    /** What must be, however the command is asked for. */
    enum Needs {
        NOTHING,
        /** The server serves. */
        SERVICE,
        /** It does, and who asks may do anything to the root. */
        PERMISSION
    }

    /** What a command does; on the thread of the administrator's port. */
    @FunctionalInterface
    interface Action {
        AdminReply run(HttpQuestion question) throws NotServingException;
    }

    /** Begins to take something. */
    @FunctionalInterface
    interface Opening {
        Intake open(HttpQuestion question);
    }

    static AdminCommand get(Action action, String... names) {
        return new AdminCommand(List.of(names), Needs.SERVICE, action, Optional.empty());
    }

    /** One that a server answers which does not serve, too. */
    static AdminCommand always(Action action, String... names) {
        return new AdminCommand(List.of(names), Needs.NOTHING, action, Optional.empty());
    }

    /** One where the whole state is at stake. */
    static AdminCommand guarded(Action action, String... names) {
        return new AdminCommand(List.of(names), Needs.PERMISSION, action, Optional.empty());
    }

    /** A guarded one that wants POST. */
    static AdminCommand post(Opening intake, String... names) {
        Action otherwise = question -> AdminReply.failed(HttpResponseStatus.METHOD_NOT_ALLOWED, Optional.empty());
        return new AdminCommand(List.of(names), Needs.PERMISSION, otherwise, Optional.of(intake));
    }

    String name() {
        return names.get(0);
    }
}
