package io.coordkit.server.admin;

import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.http.HttpReply;
import io.coordkit.server.http.Upload;
import io.coordkit.server.monitor.NotServingException;
import java.util.Optional;

/** A command's {@link Intake}, as its port sees it. */
record AdminUpload(AdminCommand command, Intake intake) implements Upload {
    static Upload begin(AdminCommand command, AdminCommand.Opening opening, HttpQuestion question) {
        Intake intake;
        try {
            intake = opening.open(question);
        } catch (NotServingException e) {
            intake = Intake.refusing(AdminReply.error(NotServingException.MESSAGE));
        }
        return new AdminUpload(command, intake);
    }

    @Override
    public Optional<HttpReply> refusal() {
        return intake.refusal().map(reply -> reply.toHttp(command.name()));
    }

    @Override
    public void take(byte[] piece) {
        intake.take(piece);
    }

    @Override
    public HttpReply answer() {
        return AdminServer.run(command, intake::answer);
    }

    @Override
    public void abandon() {
        intake.abandon();
    }
}
