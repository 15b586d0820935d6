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

    /** Less than none is none, for every vector. */
    @Test
    void vectorsWithImpossibleCounts() throws IOException {
        same("malformed-counts", s -> {
            var a = s.connect("a");
            a.create("~/n", "", 0);
            for (int count : List.of(-2, Integer.MIN_VALUE)) {
                JuteOut create = new JuteOut()
                        .putString(s.absolute("~/x"))
                        .putBuffer(new byte[0])
                        .putInt(count)
                        .putInt(0);
                a.call("create with a list of " + count, Op.CREATE, create);
                JuteOut setAcl =
                        new JuteOut().putString(s.absolute("~/n")).putInt(count).putInt(-1);
                a.call("setACL with a list of " + count, Op.SET_ACL, setAcl);
            }
            for (int count : List.of(-2, Integer.MIN_VALUE, 1, Integer.MAX_VALUE)) {
                JuteOut three = new JuteOut().putLong(0).putInt(count).putInt(0).putInt(0);
                a.call(-8, "setWatches with " + count, Op.SET_WATCHES, three);
                JuteOut five = new JuteOut()
                        .putLong(0)
                        .putInt(0)
                        .putInt(0)
                        .putInt(0)
                        .putInt(0)
                        .putInt(count);
                a.call(-8, "setWatches2 with " + count, Op.SET_WATCHES2, five);
            }
            a.exists("~/n", false);
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
    void readsOfNull() throws IOException {
        same("malformed-null", s -> {
            var a = s.connect("a");
            for (int type : READS) {
                if (type != Op.SYNC && type != Op.ADD_WATCH) {
                    a.call(
                            type + " of null",
                            type,
                            new JuteOut().putString(null).putInt(0));
                }
            }
            a.call(
                    "multiRead of null",
                    Op.MULTI_READ,
                    part(Op.GET_DATA).putString(null).putBoolean(false));
            JuteOut noLists = new JuteOut().putLong(0).putInt(-1).putInt(-1).putInt(-1);
            a.call(-8, "setWatches without lists", Op.SET_WATCHES, noLists);
            JuteOut nullIn =
                    new JuteOut().putLong(0).putInt(1).putString(null).putInt(0).putInt(0);
            a.call(-8, "setWatches of null", Op.SET_WATCHES, nullIn).create("~/still-here", "", 0);
        });
    }

    private static JuteOut part(int type) {
        return new JuteOut().putInt(type).putBoolean(false).putInt(-1);
    }
}
