package io.coordkit.server.admin;

import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.http.HttpReply;
import io.coordkit.server.http.Upload;
import java.util.Optional;

/**
 * A command's {@link Intake}, as its port sees it.
 *
 * @param refusedAs the name under which nothing is taken
 */
record AdminUpload(AdminCall call, String refusedAs, Intake intake) implements Upload {
    static Upload begin(AdminCall call, AdminCommand.Opening opening, HttpQuestion question) {
        return call.refusal(question)
                .map(reply -> new AdminUpload(call, call.name(), Intake.refusing(reply)))
                .orElseGet(() -> new AdminUpload(call, call.command().name(), opening.open(question)));
    }

    @Override
    public Optional<HttpReply> refusal() {
        return intake.refusal().map(reply -> reply.toHttp(refusedAs));
    }

    @Override
    public void take(byte[] piece) {
        intake.take(piece);
    }

    @Override
    public HttpReply answer() {
        return call.run(intake::answer);
    }

    @Override
    public void abandon() {
        intake.abandon();
    }
}
