package io.coordkit.it.conformance;

import static io.coordkit.it.conformance.Duel.same;

import io.coordkit.it.conformance.Stage.Greeting;
import io.coordkit.it.raw.JuteIn;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.raw.Requests.ReadOnly;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {

    @Test
    void timeoutsAreClampedToTwoAndTwentyTicks() throws IOException {
        same("session-timeouts", s -> {
            int number = 0;
            for (int timeoutMs : List.of(1, 0, -1, 3_999, 4_000, 4_001, 39_999, 40_000, 40_001, Integer.MAX_VALUE)) {
                s.connect("t" + number++, Greeting.NEW.timeoutMs(timeoutMs))
                        .orElseThrow()
                        .close();
            }
        });
    }

    @Test
    void oldClientsSendNoReadOnlyByteAndGetNone() throws IOException {
        same("session-readonly", s -> {
            for (ReadOnly readOnly : ReadOnly.values()) {
                s.connect(readOnly.name(), Greeting.NEW.readOnly(readOnly))
                        .orElseThrow()
                        .create("~/" + readOnly, "", 0);
            }
        });
    }

    @Test
    void aSessionMovesToTheConnectionThatKnowsItsPassword() throws IOException {
        same("session-resume", s -> {
            var a = s.connect("a");
            a.create("~/e", "", 1).disconnect();
            var again = s.connect("a2", Greeting.resume(a.granted()).timeoutMs(9_000))
                    .orElseThrow();
            again.create("~/e2", "", 1).ephemerals("~").whoAmI();
            var third = s.connect("a3", Greeting.resume(a.granted())).orElseThrow();
            again.get("~/e", false);
            third.get("~/e", false).close();
            s.connect("a4", Greeting.resume(a.granted()));
            s.connect("b").children("~", false);
        });
    }

    @Test
    void strangersAreTurnedAway() throws IOException {
        same("session-strangers", s -> {
            var a = s.connect("a");
            a.create("~/e", "", 1).disconnect();
            s.connect("wrong", Greeting.resume(a.granted()).password(new byte[16]));
            s.connect("short", Greeting.resume(a.granted()).password(new byte[3]));
            s.connect("empty", Greeting.resume(a.granted()).password(new byte[0]));
            s.connect("unknown", new Greeting(0, 30_000, 0x7654321L, new byte[16], ReadOnly.NO));
            s.connect("negative", new Greeting(0, 30_000, -5L, new byte[16], ReadOnly.ABSENT));
            s.connect("right", Greeting.resume(a.granted())).orElseThrow().get("~/e", false);
        });
    }

    /** Before the password is looked at; but not by who has seen the future. */
    @Test
    void whoKnowsASessionsNumberCutsItsConnection() throws IOException {
        same("session-cut", s -> {
            var a = s.connect("a");
            a.create("~/e", "", 1).get("~", true);
            s.connect("ahead", Greeting.resume(a.granted()).lastZxid(1_000));
            a.get("~", false);
            s.connect("wrong", Greeting.resume(a.granted()).password(new byte[16]));
            a.get("~", false);
            s.connect("right", Greeting.resume(a.granted()))
                    .orElseThrow()
                    .checkWatches("~", 3)
                    .ephemerals("~");
        });
    }

    @Test
    void aClientThatHasSeenTheFutureIsNotServed() throws IOException {
        same("session-zxid", s -> {
            var a = s.connect("a");
            a.create("~/x", "", 0);
            s.connect("level", Greeting.NEW.lastZxid(2)).orElseThrow().get("~/x", false);
            s.connect("ahead", Greeting.NEW.lastZxid(1_000));
            a.disconnect();
            s.connect("resumed-ahead", Greeting.resume(a.granted()).lastZxid(1_000));
            s.connect("resumed", Greeting.resume(a.granted()).lastZxid(3))
                    .orElseThrow()
                    .get("~/x", false);
        });
    }

    @Test
    void closingTakesAZxidAndTheEphemerals() throws IOException {
        same("session-close", s -> {
            var a = s.connect("a");
            var b = s.connect("b");
            a.create("~/p", "", 0)
                    .create("~/p/e", "", 1)
                    .multi(Part.create("~/p/m", "", 1), Part.create("~/p/n", "", 3));
            b.create("~/p/b", "", 1).delete("~/p/e", -1);
            a.ephemerals("~").close();
            b.children2("~/p", false).ephemerals("~").create("~/p/e", "", 0).get("~", false);
        });
    }

    @Test
    void greetingsThatAreOddButComplete() throws IOException {
        same("session-greetings", s -> {
            var newSession = new JuteOut().putLong(0).putInt(30_000).putLong(0);
            var greetings = List.of(
                    new JuteOut().putInt(0).putAll(newSession).putBuffer(null),
                    new JuteOut()
                            .putInt(0)
                            .putAll(newSession)
                            .putBuffer(new byte[100])
                            .putBoolean(false),
                    new JuteOut()
                            .putInt(7)
                            .putAll(newSession)
                            .putBuffer(new byte[16])
                            .putBoolean(false),
                    new JuteOut()
                            .putInt(-1)
                            .putAll(newSession)
                            .putBuffer(new byte[0])
                            .putBoolean(true)
                            .putLong(5),
                    new JuteOut()
                            .putInt(0)
                            .putAll(newSession)
                            .putBuffer(new byte[16])
                            .putRaw((byte) 2),
                    new JuteOut()
                            .putInt(0)
                            .putLong(Long.MIN_VALUE)
                            .putInt(30_000)
                            .putLong(0)
                            .putBuffer(new byte[16])
                            .putBoolean(false));
            for (JuteOut greeting : greetings) {
                RawSession session = RawSession.connect(s.port(), greeting).orElseThrow();
                s.write("granted " + session.granted().timeoutMs() + " "
                        + session.granted().passwordKind() + (session.granted().hasReadOnly() ? " readOnly" : ""));
                session.endSession();
            }
        });
    }

    /** −1 would be an event to whoever reads it. */
    @Test
    void anyNumberIsTakenForARequest() throws IOException {
        same("session-numbers", s -> {
            var a = s.connect("a");
            for (int xid : List.of(0, -2, -4, -8, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
                a.call(xid, "create under " + xid, Op.CREATE, creation(s, "~/x" + xid));
                a.call(xid, "get under " + xid, Op.GET_DATA, Requests.path(s.absolute("~/x" + xid), false));
            }
            JuteOut nothing = new JuteOut().putLong(0).putStrings(List.of()).putStrings(List.of());
            a.call("setWatches under an ordinary number", Op.SET_WATCHES, nothing.putStrings(List.of()));
        });
    }

    private static JuteOut creation(Stage stage, String path) {
        return Requests.create(stage.absolute(path), "", List.of(Acl.OPEN), 0);
    }

    @Test
    void aPingIsAnsweredAsOneWhateverItsNumber() throws IOException {
        same("session-ping", s -> {
            RawSession session = RawSession.open(s.port());
            for (int xid : List.of(-2, 1, 77, 0, -1)) {
                session.connection()
                        .send(Requests.request(xid, Op.PING, new JuteOut()).toBytes());
                JuteIn reply = new JuteIn(session.connection().receive().orElseThrow());
                s.write("ping " + xid + " is answered " + reply.getInt() + " to " + (reply.getLong() - s.baseZxid())
                        + " err " + reply.getInt() + " +" + reply.remaining());
            }
            session.endSession();
        });
    }
}
