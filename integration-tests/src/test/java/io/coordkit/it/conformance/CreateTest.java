package io.coordkit.it.conformance;

import static io.coordkit.it.conformance.Duel.same;

import io.coordkit.it.conformance.Side.House;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreateTest {

    private static final Acl READ_ONLY = new Acl(1, "world", "anyone");
    private static final Acl NO_SUCH_SCHEME = new Acl(31, "nonsense", "x");

    @Test
    void createdNodesAndTheirParents() throws IOException {
        same("created", s -> {
            var a = s.connect("a");
            a.create("~/x", "data", 0).get("~/x", false).exists("~", false);
            a.create2("~/x/y", null, 0).get("~/x/y", false).exists("~/x", false);
            a.create2("~/x/z", "", 0).get("~/x/z", false).children2("~/x", false);
            a.delete("~/x/y", -1).children2("~/x", false).set("~/x", "more", 0).exists("~/x", false);
        });
    }

    @Test
    void sequentialNamesCountCreatesNotChildren() throws IOException {
        same("sequential", s -> {
            var a = s.connect("a");
            a.create("~/s-", "", 2)
                    .create2("~/s-", "", 3)
                    .delete("~/s-0000000000", -1)
                    .create("~/s-", "", 2);
            a.create("~/plain", "", 0).create("~/s-", "", 2).exists("~", false);
            a.create("~/plain/", "", 2).create("~/plain/", "", 0).children("~/plain", false);
            a.create("~/s-", "", 2, READ_ONLY).create("~/none/s-", "", 2).create("~/s-", "", 2);
        });
    }

    @Test
    void everyCheckOfCreateInItsOrder() throws IOException {
        same("create-checks", s -> {
            var a = s.connect("a");
            a.create("~/x", "", 0).create("~/locked", "", 0, READ_ONLY).create("~/eph", "", 1);
            for (int flags : List.of(-1, 4, 5, 6, 7, 99)) {
                a.create("~/flag" + flags, "", flags).create("~/none/flag" + flags, "", flags);
            }
            a.create("none", "", 0).create("", "", 0).create("~/a\0b", "", 0).create("~/none/x", "", 0, NO_SUCH_SCHEME);
            a.create("~/none/x", "", 0).create("~/locked/x", "", 0).create("~/locked/..", "", 0);
            a.create("~/x", "", 0).create("~/x", "", 1).create("~/eph/x", "", 0).create("~/eph", "", 0);
            a.create("~/eph/..", "", 0).create("~/eph/x", "", 2).create("~/eph/x", "", 0, NO_SUCH_SCHEME);
        });
    }

    @Test
    void createWithoutOrWithBadAcl() throws IOException {
        same("create-acl", s -> {
            var a = s.connect("a");
            a.call("create with empty acl", Op.CREATE, Requests.create(s.absolute("~/e"), "", List.of(), 0));
            a.call(
                    "create with null acl",
                    Op.CREATE,
                    new JuteOut()
                            .putString(s.absolute("~/n"))
                            .putBuffer(null)
                            .putAcls(null)
                            .putInt(0));
            a.create("~/d", "", 0, Acl.OPEN, Acl.OPEN).getAcl("~/d");
            a.create("~/w", "", 0, new Acl(31, "world", "somebody"));
            a.create("~/z", "", 0, new Acl(0, "world", "anyone"))
                    .get("~/z", false)
                    .getAcl("~/z");
            a.create("~/nulls", "", 0, new Acl(31, null, "anyone"));
            a.create("~/bits", "", 0, new Acl(0xff, "world", "anyone")).getAcl("~/bits");
        });
    }

    @Test
    void containersAndTtlNodes() throws IOException {
        same("containers", s -> {
            var a = s.connect("a");
            a.container("~/c").exists("~/c", false).create("~/c/x", "", 0).exists("~/c", false);
            a.createTtl("~/t", 5, 60_000)
                    .exists("~/t", false)
                    .createTtl("~/t-", 6, 60_000)
                    .create("~/t/x", "", 0);
            a.createTtl("~/bad", 5, 0).createTtl("~/bad", 5, -1).createTtl("~/bad", 5, 1L << 40);
            a.createTtl("~/max", 5, (1L << 40) - 1).createTtl("~/mode0", 0, 5).createTtl("~/mode4", 4, 5);
            a.create("~/mode5", "", 5)
                    .create2("~/mode6", "", 6)
                    .create2("~/mode4b", "", 4)
                    .exists("~/mode4b", false);
            a.call(
                    "createContainer mode 0",
                    Op.CREATE_CONTAINER,
                    Requests.create(s.absolute("~/c0"), "", List.of(Acl.OPEN), 0));
            a.call(
                    "createContainer mode 1",
                    Op.CREATE_CONTAINER,
                    Requests.create(s.absolute("~/c1"), "", List.of(Acl.OPEN), 1));
            a.exists("~/c1", false).ephemerals("~").children("~", false);
        });
    }

    /** Without the one pair that ends the reference: no mode with a time to live, and a negative one. */
    @Test
    void everyModeWithTimesToLive() throws IOException {
        same("ttl-modes", s -> {
            var a = s.connect("a");
            for (int flags = -1; flags <= 7; flags++) {
                for (long ttlMs : List.of(Long.MIN_VALUE, -1L, 0L, 1L, (1L << 40) - 1, 1L << 40, Long.MAX_VALUE)) {
                    if (ttlMs >= 0 || flags == 5 || flags == 6) {
                        a.createTtl("~/" + flags + "-" + ttlMs, flags, ttlMs);
                    }
                }
            }
            a.children("~", false).ephemerals("");
            a.createTtl("~/p", 5, 60_000).create("~/p/e", "", 1).create("~/p/e/x", "", 0);
            a.createTtl("~/p/t", 5, 60_000)
                    .container("~/p/c")
                    .create("~/p/c/e", "", 1)
                    .exists("~/p", false);
        });
    }

    @Test
    void ttlNodesNeedExtendedTypes() throws IOException {
        same(House.PLAIN, "ttl-off", s -> {
            var a = s.connect("a");
            a.createTtl("~/t", 5, 60_000)
                    .createTtl("~/t", 6, 0)
                    .createTtl("~/t", 5, -1)
                    .create("~/t", "", 5);
            a.container("~/c")
                    .exists("~/c", false)
                    .multi(Part.createTtl("~/t", 1000))
                    .children("~", false);
        });
    }

    @Test
    void ephemeralsLiveAsLongAsTheirSession() throws IOException {
        same("ephemerals", s -> {
            var a = s.connect("a");
            var b = s.connect("b");
            a.create("~/p", "", 0)
                    .create2("~/p/e", "mine", 1)
                    .create2("~/p/e-", "", 3)
                    .create("~/f", "", 1);
            b.get("~/p/e", false)
                    .set("~/p/e", "yours", 0)
                    .ephemerals("~")
                    .create("~/g", "", 1)
                    .ephemerals("~");
            a.ephemerals("~")
                    .ephemerals("~/p")
                    .ephemerals("~/p/e")
                    .ephemerals("/")
                    .ephemerals("nonsense")
                    .ephemerals("");
            for (String prefix : List.of(" ", "\t", "/ ", " / ", " /x", "~/p/", "~/p/e/")) {
                a.ephemerals(prefix);
            }
            a.call("ephemerals null", Op.GET_EPHEMERALS, new JuteOut().putString(null));
            b.exists("~/p", true)
                    .children("~/p", true)
                    .exists("~/p/e", true)
                    .exists("~/f", true)
                    .children("~", true);
            a.close();
            b.children2("~/p", false).children2("~", false);
        });
    }
}
