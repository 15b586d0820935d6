package io.coordkit.it.conformance;

import static io.coordkit.it.conformance.Duel.same;

import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.Op;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests whose body does not parse: refused, and the connection goes on. Single writes are in {@link DeviationsTest}. */
class MalformedTest {

    private static final List<Integer> READS = List.of(
            Op.EXISTS,
            Op.GET_DATA,
            Op.GET_ACL,
            Op.GET_CHILDREN,
            Op.GET_CHILDREN2,
            Op.SYNC,
            Op.CHECK_WATCHES,
            Op.REMOVE_WATCHES,
            Op.MULTI_READ,
            Op.GET_EPHEMERALS,
            Op.GET_ALL_CHILDREN_NUMBER,
            Op.ADD_WATCH);

    @Test
    void readsThatEndTooEarly() throws IOException {
        same("malformed-short", s -> {
            var a = s.connect("a");
            for (int type : READS) {
                a.call("nothing for " + type, type, new JuteOut());
                a.call("half a length for " + type, type, new JuteOut().putRaw((byte) 0, (byte) 0));
                a.call("half a path for " + type, type, new JuteOut().putInt(10).putRaw((byte) '/', (byte) 'x'));
            }
            a.create("~/still-here", "", 0);
        });
    }

    @Test
    void readsWithImpossibleLengths() throws IOException {
        same("malformed-lengths", s -> {
            var a = s.connect("a");
            for (int type : READS) {
                for (int length : List.of(-2, Integer.MIN_VALUE, Integer.MAX_VALUE, 10_000_000)) {
                    a.call(
                            type + " with length " + length,
                            type,
                            new JuteOut().putInt(length).putString("/x"));
                }
            }
            a.create("~/still-here", "", 0);
        });
    }

    @Test
    void requestsWithMoreThanTheyNeed() throws IOException {
        same("malformed-long", s -> {
            var a = s.connect("a");
            for (int type : List.of(Op.EXISTS, Op.GET_DATA, Op.GET_CHILDREN2, Op.SYNC)) {
                JuteOut body = new JuteOut()
                        .putString(s.absolute("~"))
                        .putBoolean(false)
                        .putLong(0x1234);
                a.call(type + " with a tail", type, body);
            }
            JuteOut delete =
                    new JuteOut().putString(s.absolute("~/none")).putInt(-1).putLong(0x1234);
            a.call("delete with a tail", Op.DELETE, delete).create("~/still-here", "", 0);
        });
    }

    @Test
    void nullPaths() throws IOException {
        same("malformed-null", s -> {
            var a = s.connect("a");
            for (int type : List.of(Op.CREATE, Op.DELETE, Op.SET_DATA, Op.SET_ACL)) {
                JuteOut body = new JuteOut().putString(null).putInt(0).putInt(0).putInt(0);
                a.call(type + " of null", type, body);
            }
            a.create("~/still-here", "", 0);
        });
    }
}
