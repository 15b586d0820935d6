package io.coordkit.server.admin;

import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.monitor.NotServingException;
import java.util.List;

/**
 * One command.
 *
 * @param names the first is the one that it is listed and answers under
 * @param post whether it takes something, and so wants POST
 * @param action does it
 */
record AdminCommand(List<String> names, boolean post, Action action) {
    /** What a command does; on the thread of the administrator's port. */
    @FunctionalInterface
    interface Action {
        AdminReply run(HttpQuestion question) throws NotServingException;
    }

    static AdminCommand get(Action action, String... names) {
        return new AdminCommand(List.of(names), false, action);
    }

    static AdminCommand post(Action action, String... names) {
        return new AdminCommand(List.of(names), true, action);
    }

    String name() {
        return names.get(0);
    }
}
