package io.coordkit.server.admin;

import io.coordkit.server.monitor.NotServingException;
import java.util.Optional;

/** A command that takes something, while it does. On the thread of the administrator's port. */
interface Intake {
    /** The answer, if nothing is taken. */
    Optional<AdminReply> refusal();

    /** The next piece. */
    void take(byte[] piece);

    /** All of it has come. The last call. */
    AdminReply answer() throws NotServingException;

    /** The rest will not come. The last call. */
    void abandon();

    /** Takes nothing. */
    static Intake refusing(AdminReply reply) {
        return new Intake() {
            @Override
            public Optional<AdminReply> refusal() {
                return Optional.of(reply);
            }

            @Override
            public void take(byte[] piece) {
                throw new IllegalStateException("nothing is taken");
            }

            @Override
            public AdminReply answer() {
                return reply;
            }

            @Override
            public void abandon() {
                // Nothing was begun.
            }
        };
    }
}
