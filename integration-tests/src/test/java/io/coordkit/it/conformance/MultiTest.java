package io.coordkit.it.conformance;

import static io.coordkit.it.conformance.Duel.same;

import io.coordkit.it.conformance.Side.House;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultiTest {

    private static final Acl READ_ONLY = new Acl(1, "world", "anyone");

    @Test
    void allOperationsSucceedUnderOneZxid() throws IOException {
        same("multi-ok", s -> {
            var a = s.connect("a");
            var b = s.connect("b");
            b.addWatch("~", 1).addWatch("~", 0).exists("~/x", true).children("~", true);
            a.create("~/old", "", 0);
            a.multi(
                    Part.create("~/x", "1", 0),
                    Part.create2("~/x/y", null, 1),
                    Part.check("~/x", 0),
                    Part.set("~/x", "2", 0),
                    Part.check("~/x", 1),
                    Part.set("~/x", "3", 1),
                    Part.create("~/x/s-", "", 2),
                    Part.create2("~/x/s-", "", 3),
                    Part.container("~/c"),
                    Part.createTtl("~/t", 1000),
                    Part.delete("~/old", 0),
                    Part.create("~/old", "again", 0),
                    Part.delete("~/x/y", -1));
            a.get("~/x", false).get("~/old", false).exists("~", false).children("~/x", false);
            a.create("~/x/s-", "", 2);
        });
    }

    @Test
    void everyWayToFail() throws IOException {
        same("multi-fails", s -> {
            var a = s.connect("a");
            a.addWatch("~", 1)
                    .create("~/x", "", 0)
                    .create("~/locked", "", 0, READ_ONLY)
                    .create("~/e", "", 1);
            a.multi(Part.create("~/n1", "", 0), Part.delete("~/none", -1), Part.create("~/n2", "", 0));
            a.multi(Part.create("~/x", "", 0)).multi(Part.create("~/n1", "", 0), Part.create("~/n1", "", 0));
            a.multi(Part.create("~/locked/x", "", 0), Part.check("~/x", 0));
            a.multi(Part.create("~/n1", "", 0), Part.create("~/n1/n2", "", 0), Part.delete("~/n1", -1));
            a.multi(Part.create("~/n1", "", 1), Part.create("~/n1/n2", "", 0)).multi(Part.create("~/e/n", "", 0));
            a.multi(Part.set("~/x", "", 0), Part.set("~/x", "", 0)).multi(Part.set("~/none", "", 0));
            a.multi(Part.check("~/x", 0), Part.check("~/x", 1))
                    .multi(Part.check("~/none", -1))
                    .multi(Part.check("", 0));
            a.multi(Part.delete("~/x", 9)).multi(Part.delete("/", 0)).multi(Part.set("~/locked", "", 9));
            a.multi(Part.createTtl("~/t", 0))
                    .multi(Part.create("~/bad/", "", 0))
                    .multi(Part.create("~/b\0", "", 0));
            a.multi(Part.create("~/n1", "", 0, new Acl(1, "nonsense", "x")));
            a.exists("~", false).exists("~/x", false).children("~", false);
        });
    }

    @Test
    void aFailedMultiLeavesNoTraceInTheCounters() throws IOException {
        same("multi-rollback", s -> {
            var a = s.connect("a");
            a.create("~/p", "", 0).create("~/p/s-", "", 2);
            a.multi(Part.create("~/p/s-", "", 2), Part.create("~/p/s-", "", 2), Part.delete("~/none", 0));
            a.create("~/p/s-", "", 2).exists("~/p", false);
            a.multi(Part.set("~/p", "x", 0), Part.delete("~/p/s-0000000000", -1), Part.check("~/p", 7));
            a.set("~/p", "y", 0)
                    .children2("~/p", false)
                    .multi(Part.create("~/e", "", 1), Part.check("~/p", 7))
                    .ephemerals("~");
        });
    }

    @Test
    void shapesThatNoClientSends() throws IOException {
        same("multi-shapes", s -> {
            var a = s.connect("a");
            a.multi().create("~/x", "", 0).multi(Part.get("~/x")).multi(Part.create("~/y", "", 0), Part.get("~/x"));
            a.multi(Part.get("~/x"), Part.create("~/y", "", 0)).multi(Part.create("~/y", "", 99), Part.check("~/x", 0));
            a.multi(Part.check("~/x", 0), Part.create("~/y", "", 5)).multi(Part.stranger(Op.EXISTS, "~/x"));
            a.multi(Part.stranger(Op.SET_ACL, "~/x"))
                    .multi(Part.stranger(Op.MULTI, "~/x"))
                    .multi(Part.stranger(77, "~/x"));
            a.multi(Part.stranger(Op.CLOSE_SESSION, "~/x")).multi(Part.stranger(Op.ERROR, "~/x"));
            a.call(
                    "multi without an end",
                    Op.MULTI,
                    new JuteOut().putInt(Op.DELETE).putBoolean(false).putInt(-1));
            a.call("multi without a body", Op.MULTI, new JuteOut()).exists("~", false);
        });
    }

    @Test
    void headersThatNoClientWrites() throws IOException {
        same("multi-headers", s -> {
            var a = s.connect("a");
            JuteOut over =
                    new JuteOut().putInt(Op.CREATE).putBoolean(true).putInt(7).putLong(99);
            a.call("multi that is over at once", Op.MULTI, over).call("multiRead, too", Op.MULTI_READ, over);
            a.call(
                    "multi with a tail",
                    Op.MULTI,
                    Part.body(s, Part.create("~/t", "", 0)).putLong(7));
            JuteOut delete = new JuteOut()
                    .putInt(Op.DELETE)
                    .putBoolean(false)
                    .putInt(5)
                    .putString(s.absolute("~/t"))
                    .putInt(-1);
            JuteOut end = new JuteOut().putInt(9).putRaw((byte) 2).putInt(3);
            a.call("multi with errors and another truth", Op.MULTI, delete.putAll(end));
            for (int type :
                    List.of(0, Op.RECONFIG, Op.DELETE_CONTAINER, Op.CREATE_SESSION, Op.PING, Op.GET_CHILDREN2)) {
                a.multi(Part.stranger(type, "~/x")).multiRead(Part.stranger(type, "~/x"));
            }
            JuteOut watching = new JuteOut()
                    .putInt(Op.GET_DATA)
                    .putBoolean(false)
                    .putInt(-1)
                    .putString(s.absolute("~"))
                    .putBoolean(true);
            a.call("multiRead that watches", Op.MULTI_READ, watching.putAll(end))
                    .set("~", "x", -1)
                    .checkWatches("~", 3);
        });
    }

    @Test
    void modesThatDoNotGoWithTheirOperation() throws IOException {
        same("multi-modes", s -> {
            var a = s.connect("a");
            for (int flags : List.of(-1, 0, 1, 2, 3, 4, 5, 6, 7)) {
                a.multi(Part.create("~/create" + flags, "", flags)).multi(Part.create2("~/create2" + flags, "", flags));
                a.multi(Part.ofType(Op.CREATE_CONTAINER, "~/container" + flags, flags, 0));
                a.multi(Part.ofType(Op.CREATE_TTL, "~/ttl" + flags, flags, 1_000));
            }
            a.children("~", false).ephemerals("~");
        });
    }

    @Test
    void multiReadAnswersEachPartAlone() throws IOException {
        same("multi-read", s -> {
            var a = s.connect("a");
            a.create("~/x", "data", 0).create("~/x/y", null, 0).create("~/blind", "", 0, new Acl(2, "world", "anyone"));
            a.multiRead(
                    Part.get("~/x"),
                    Part.children("~"),
                    Part.get("~/none"),
                    Part.get("~/blind"),
                    Part.children("~/none"));
            a.multiRead(Part.get("~/x/y"), Part.children("~/x/y"), Part.children("~/blind"), Part.get(""))
                    .multiRead();
            a.multiRead(Part.create("~/z", "", 0)).multiRead(Part.get("~/x"), Part.delete("~/x/y", -1));
            a.multiRead(Part.stranger(Op.EXISTS, "~/x"))
                    .multiRead(Part.check("~/x", 0))
                    .children("~", false);
        });
    }

    @Test
    void ttlInAMultiNeedsExtendedTypes() throws IOException {
        same(House.PLAIN, "multi-ttl-off", s -> {
            var a = s.connect("a");
            a.multi(Part.create("~/x", "", 0), Part.createTtl("~/t", 1000), Part.create("~/y", "", 0));
            a.multi(Part.container("~/c")).children("~", false);
        });
    }
}
