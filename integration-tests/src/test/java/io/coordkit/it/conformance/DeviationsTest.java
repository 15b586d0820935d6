package io.coordkit.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.conformance.Duel.Script;
import io.coordkit.it.conformance.Side.House;
import io.coordkit.it.process.Backend;
import io.coordkit.it.raw.JuteIn;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The places where we knowingly differ from the reference, each with the reason and with what both say. Anything else
 * that differs is a bug.
 */
class DeviationsTest {

    enum Deviation {
        /**
         * The reference lets a client send the internal createSession request: it changes the timeout of the session
         * to anything, and is answered by a second handshake. To us it is an unknown operation.
         */
        CREATE_SESSION_FROM_A_CLIENT(
                DeviationsTest::createSession, List.of("a second handshake"), List.of("UNIMPLEMENTED")),

        /**
         * The reference lets any client delete any childless node by the container manager's request, without asking
         * for session or permission. To us it is an unknown operation.
         */
        DELETE_CONTAINER_FROM_A_CLIENT(
                s -> s.connect("a")
                        .create("~/x", "", 0)
                        .call("deleteContainer", Op.DELETE_CONTAINER, Requests.path(s.absolute("~/x")))
                        .exists("~/x", false),
                List.of("a< OK @z+3", "a< NONODE @z+3"),
                List.of("a< UNIMPLEMENTED @-1", "a is disconnected")),

        /**
         * A single write whose body does not parse makes the reference log an error under the zxid of the transaction
         * before it, so that two records share a zxid. Ours takes none. Clients must not be able to tell: both say the same
         * here; the difference is in the log.
         */
        ZXID_OF_A_MALFORMED_WRITE(
                s -> s.connect("a")
                        .create("~/x", "", 0)
                        .call("create without a body", Op.CREATE, new JuteOut())
                        .create("~/y", "", 0),
                List.of("a< MARSHALLINGERROR @z+2", "a< OK @z+3 ~/y"),
                List.of("a< MARSHALLINGERROR @z+2", "a< OK @z+3 ~/y")),

        /** Nobody can write to the path null; the reference finds out late, with a zxid taken. To us it is malformed. */
        WRITES_TO_NULL(
                s -> s.connect("a")
                        .call(
                                "delete null",
                                Op.DELETE,
                                new JuteOut().putString(null).putInt(-1))
                        .call(
                                "set null",
                                Op.SET_DATA,
                                new JuteOut().putString(null).putInt(-1).putInt(-1))
                        .create("~/y", "", 0),
                List.of("a< MARSHALLINGERROR @z+2", "a< BADARGUMENTS @z+3", "a< OK @z+4 ~/y"),
                List.of("a< MARSHALLINGERROR @z+1", "a< MARSHALLINGERROR @z+1", "a< OK @z+2 ~/y")),

        /** The reference watches and echoes the path null. To us such a request is malformed. */
        NULL_WITHOUT_A_NODE(
                s -> s.connect("a")
                        .call("sync null", Op.SYNC, new JuteOut().putString(null))
                        .call(
                                "addWatch null",
                                Op.ADD_WATCH,
                                new JuteOut().putString(null).putInt(0)),
                List.of("a< OK @z+1 null", "a< OK @z+1 OK"),
                List.of("a< MARSHALLINGERROR @z+1", "a< MARSHALLINGERROR @z+1")),

        /** Below the path "" there is what is below "/"; the reference counts the root's second name as well. */
        COUNT_BELOW_NOTHING(
                s -> s.connect("a").allChildrenNumber("/").allChildrenNumber(""),
                List.of("a< OK @z+1 4", "a< OK @z+1 5"),
                List.of("a< OK @z+1 4", "a< OK @z+1 4")),

        /** An access control entry whose id is null is invalid; the reference stumbles over it. */
        ACL_WITHOUT_AN_ID(
                s -> s.connect("a").create("~/x", "", 0, new Acl(31, "world", null)),
                List.of("a< MARSHALLINGERROR @z+2"),
                List.of("a< INVALIDACL @z+2")),

        /** A limit that is no number is none. The reference stumbles over it at every write below. */
        QUOTA_THAT_CANNOT_BE_READ(
                s -> {
                    String quota = "/zookeeper/quota" + s.absolute("~");
                    s.connect("a")
                            .create(quota, "", 0)
                            .create(quota + "/zookeeper_limits", "count=few,bytes=3", 0)
                            .create(quota + "/zookeeper_stats", "count=0,bytes=0", 0)
                            .create("~/x", "four", 0);
                },
                List.of("a< MARSHALLINGERROR @z+5"),
                List.of("a< OK @z+5 ~/x"));

        private final Script script;
        private final List<String> reference;
        private final List<String> ours;

        Deviation(Script script, List<String> reference, List<String> ours) {
            this.script = script;
            this.reference = reference;
            this.ours = ours;
        }
    }

    /** In bytes, as the reference's answer has no header. */
    private static void createSession(Stage stage) throws IOException {
        RawSession session = RawSession.open(stage.port());
        JuteOut request = Requests.request(1, Op.CREATE_SESSION, new JuteOut().putInt(30_000));
        session.connection().send(request.toBytes());
        byte[] frame = session.connection().receive().orElseThrow();
        JuteIn in = new JuteIn(frame);
        boolean handshake = in.getInt() == 0;
        in.getLong();
        stage.write(handshake ? "a second handshake" : ReplyPrinter.error(in.getInt()));
        session.close();
        RawSession.resume(stage.port(), session.granted()).endSession();
    }

    @ParameterizedTest
    @EnumSource
    void isAsDescribed(Deviation deviation) throws IOException {
        for (Side side : Side.values()) {
            List<String> lines = Duel.play(side, House.FULL, "deviation-" + deviation.ordinal(), deviation.script)
                    .lines();
            assertThat(lines)
                    .as(side.toString())
                    .containsSubsequence(side.backend() == Backend.APACHE ? deviation.reference : deviation.ours);
        }
    }
}
