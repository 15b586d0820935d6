package io.coordkit.it.conformance;

import static io.coordkit.it.conformance.Duel.same;

import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything but create: reads, versions, deletes, and what counts as a path. */
class TreeTest {

    private static final Acl READ_ONLY = new Acl(1, "world", "anyone");
    private static final Acl WRITE_ONLY = new Acl(2, "world", "anyone");

    @Test
    void everyCheckOfDeleteInItsOrder() throws IOException {
        same("delete-checks", s -> {
            var a = s.connect("a");
            a.create("~/x", "", 0)
                    .create("~/x/y", "", 0)
                    .create("~/locked", "", 0)
                    .create("~/locked/x", "", 0);
            a.setAcl("~/locked", -1, READ_ONLY);
            a.delete("", -1)
                    .delete("none", -1)
                    .delete("/", -1)
                    .delete("/zookeeper", -1)
                    .delete("/zookeeper/quota", 0);
            a.delete("/zookeeper/config", -1)
                    .delete("~/a\0b", -1)
                    .delete("~/none/x", -1)
                    .delete("~/locked/none", -1);
            a.delete("~/locked/x", 7)
                    .delete("~/none", 7)
                    .delete("~/x", 7)
                    .delete("~/x", 0)
                    .delete("~/x/", -1);
            a.delete("~//x", -1)
                    .delete("~/x/y", 0)
                    .exists("~/x", false)
                    .delete("~/x", 0)
                    .delete("~/x", 0)
                    .exists("~", false);
        });
    }

    /** It is promised nowhere, but the same for everybody who asks a ZooKeeper, and programs rely on it. */
    @Test
    void childrenComeInTheOrderOfTheReference() throws IOException {
        same("children-order", s -> {
            var a = s.connect("a");
            a.create("~/q", "", 0);
            for (int i = 0; i < 60; i++) {
                a.create(
                        i % 3 == 0 ? "~/q/lock-" : i % 3 == 1 ? "~/q/broker-\u00fc" + i : "~/q/n-\u65e5" + i * i,
                        "",
                        i % 3 == 0 ? 2 : 0);
                a.children("~/q", false);
            }
            for (int i = 1; i < 60; i += 3) {
                a.delete("~/q/broker-\u00fc" + i, -1);
            }
            a.children("~/q", false);
        });
    }

    @Test
    void everyCheckOfSetDataInItsOrder() throws IOException {
        same("set-checks", s -> {
            var a = s.connect("a");
            a.create("~/x", "0", 0).create("~/locked", "", 0, READ_ONLY);
            a.set("", "x", -1)
                    .set("none", "x", -1)
                    .set("~/x/", "x", -1)
                    .set("~/none", "x", -1)
                    .set("~/none", "x", 5);
            a.set("~/locked", "x", 5)
                    .set("~/x", "x", 5)
                    .set("~/x", "x", -2)
                    .set("~/x", "x", 0)
                    .set("~/x", null, -1);
            a.get("~/x", false)
                    .set("~/x", "", 2)
                    .get("~/x", false)
                    .set("~/x", "x".repeat(100_000), 3)
                    .get("~/x", false);
            a.set("/", "root", -1).get("/", false).set("/", "", -1).set("/zookeeper/config", "x", -1);
        });
    }

    @Test
    void everyCheckOfSetAclInItsOrder() throws IOException {
        same("setacl-checks", s -> {
            var a = s.connect("a");
            a.create("~/x", "", 0).create("~/locked", "", 0, READ_ONLY);
            a.setAcl("~/none", -1, new Acl(1, "nonsense", ""))
                    .setAcl("~/none", -1, Acl.OPEN)
                    .setAcl("nopath", 0, Acl.OPEN);
            a.call("setAcl with none", Op.SET_ACL, Requests.setAcl(s.absolute("~/none"), List.of(), -1));
            a.setAcl("~/locked", 7, Acl.OPEN)
                    .setAcl("~/x", 7, Acl.OPEN)
                    .setAcl("~/x", 0, Acl.OPEN, Acl.OPEN)
                    .getAcl("~/x");
            a.exists("~/x", false)
                    .setAcl("~/x", 1, READ_ONLY)
                    .setAcl("~/x", 2, Acl.OPEN)
                    .getAcl("~/x");
        });
    }

    @Test
    void readsOfWhatIsNotThereOrNotAllowed() throws IOException {
        same("reads", s -> {
            var a = s.connect("a");
            a.create("~/x", "", 0).create("~/blind", "data", 0, WRITE_ONLY);
            for (String path : List.of("~/none", "~/blind", "none", "", "~/x/", "~//x", "~/a\0b", "~")) {
                a.exists(path, false)
                        .get(path, false)
                        .children(path, false)
                        .children2(path, false)
                        .getAcl(path);
                a.sync(path);
                if (!path.isEmpty()) {
                    a.allChildrenNumber(path);
                }
            }
            a.create("~/blind/x", "", 0)
                    .create("~/x/y", "", 0)
                    .create("~/x/y/z", "", 0)
                    .allChildrenNumber("~")
                    .whoAmI();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "create2", "delete", "set", "exists", "get", "acl"})
    void oddPaths(String verb) throws IOException {
        var paths = List.of(
                "/",
                "//",
                "~/",
                "~//b",
                "~/a//b",
                "~/.",
                "~/..",
                "~/../x",
                "~/a/./b",
                "~/...",
                "~/.a",
                "~/a.",
                "relative",
                "~/\u0001",
                "~/\u001f",
                "~/\u007f",
                "~/\u009f",
                "~/\u00a0",
                "~/\ud7ff",
                "~/\ue000",
                "~/\uf8ff",
                "~/\uf900",
                "~/\uffef",
                "~/\ufff0",
                "~/\uffff",
                "~/\ud83d\ude00",
                "~/ü",
                "~/ ",
                "~/a b",
                "~/a\tb");
        same("paths-" + verb, s -> {
            var a = s.connect("a");
            for (String path : paths) {
                switch (verb) {
                    case "create" -> a.create(path, "", 0);
                    case "create2" -> a.create2(path, "", 2);
                    case "delete" -> a.delete(path, 99);
                    case "set" -> a.set(path, "", 99);
                    case "exists" -> a.exists(path, true);
                    case "get" -> a.get(path, true);
                    default -> a.setAcl(path, 99, Acl.OPEN).multi(Part.check(path, 99));
                }
            }
        });
    }

    @Test
    void theRootUnderBothOfItsNames() throws IOException {
        same("root", s -> {
            var a = s.connect("a");
            a.create("/", "", 2)
                    .create2("/", "", 3)
                    .exists("/", true)
                    .get("", true)
                    .children("/", true);
            a.children("", true)
                    .addWatch("", 1)
                    .addWatch("/", 0)
                    .setAcl("/", -1, Acl.OPEN)
                    .getAcl("");
            a.set("/", "x", -1).create("/root-1", "", 0).delete("/root-1", -1).get("", false);
            a.setAcl("/", -1, READ_ONLY).create("/root-2", "", 0).getAcl("/");
            s.connect("root").auth("digest", Side.SUPER).setAcl("/", -1, Acl.OPEN);
            a.setAcl("", -1, Acl.OPEN).set("", "", -1).checkWatches("/", 3).checkWatches("", 3);
            a.multi(
                    Part.set("/", "q", -1),
                    Part.check("/", -1),
                    Part.create("/root-3", "", 0),
                    Part.delete("/root-3", -1),
                    Part.set("/", "", -1));
            a.multiRead(Part.get("/"), Part.get(""));
        });
    }

    @Test
    void nodesUnderTheReservedOnes() throws IOException {
        same("reserved", s -> {
            var a = s.connect("a");
            a.create("/zookeeper/mine", "", 0).get("/zookeeper/mine", false).delete("/zookeeper/mine", -1);
            a.create("/zookeeper/config/x", "", 0)
                    .getAcl("/zookeeper/config")
                    .getAcl("/zookeeper")
                    .getAcl("/");
            a.children("/zookeeper", false).exists("/zookeeper", false).exists("/zookeeper/config", false);
        });
    }

    @Test
    void aloneInMultiOnlyOrNotAtAll() throws IOException {
        same("not-for-clients", s -> {
            int number = 0;
            for (int type : List.of(
                    Op.CHECK,
                    0,
                    10,
                    23,
                    55,
                    99,
                    108,
                    1000,
                    Op.ERROR,
                    -2,
                    -9,
                    -12,
                    Integer.MIN_VALUE,
                    Integer.MAX_VALUE)) {
                var a = s.connect("a" + number++);
                a.create("~/before" + number, "", 0);
                a.call("request of type " + type, type, Requests.path(s.absolute("~"), 0));
                a.get("~", false);
            }
            s.connect("z")
                    .children("~", false)
                    .call(
                            "reconfig",
                            Op.RECONFIG,
                            new JuteOut()
                                    .putString("")
                                    .putString("")
                                    .putString("")
                                    .putLong(-1))
                    .get("~", false);
        });
    }
}
