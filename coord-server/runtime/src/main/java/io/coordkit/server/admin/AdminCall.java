package io.coordkit.server.admin;

import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.http.HttpReply;
import io.coordkit.server.monitor.NotServingException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command that is asked for. Whoever is refused is told so under the name that he has used; what the command itself says bears its
 * first one ({@code Commands.runCommand} of the reference).
 *
 * @param name one of the command's names
 */
record AdminCall(AdminCommand command, String name, AdminAccess access) {
    private static final Logger LOG = LoggerFactory.getLogger(AdminCall.class);

    /** What a command has to say. */
    @FunctionalInterface
    interface Answer {
        AdminReply compose() throws NotServingException;
    }

    /** Empty if the command may be run. */
    Optional<AdminReply> refusal(HttpQuestion question) {
        try {
            return access.refusal(command.needs(), question);
        } catch (NotServingException e) {
            return Optional.of(notServing());
        }
    }

    /** What the command says, or that it cannot say anything. */
    HttpReply run(Answer answer) {
        try {
            return answer.compose().toHttp(command.name());
        } catch (NotServingException e) {
            return notServing().toHttp(name);
        } catch (RuntimeException e) {
            LOG.error("admin-command-failed command={}", command.name(), e);
            return AdminReply.failed(HttpResponseStatus.INTERNAL_SERVER_ERROR, Optional.of("see the server's log"))
                    .toHttp(command.name());
        }
    }

    private static AdminReply notServing() {
        return AdminReply.error(NotServingException.MESSAGE);
    }
}
