package io.coordkit.it.ensemble;

import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Makes a log too long for a leader to remember all of it. */
final class Filler {

    private static final String PATH = "/filler";
    private static final int UNANSWERED = 100;

    private Filler() {}

    /** Sets one znode so often to so much. */
    static void write(InetSocketAddress server, int times, int bytes) throws IOException {
        try (RawSession session = RawSession.open(server)) {
            session.call(Op.CREATE, Requests.create(PATH, "", List.of(Acl.OPEN), 0));
            String data = "f".repeat(bytes);
            for (int i = 0; i < times + UNANSWERED; i++) {
                if (i >= UNANSWERED) {
                    session.receive().orElseThrow(() -> new AssertionError(server + " hung up"));
                }
                if (i < times) {
                    session.send(Op.SET_DATA, Requests.setData(PATH, data, -1));
                }
            }
            session.endSession();
        }
    }
}
