package io.coordkit.it.conformance;

import static io.coordkit.it.conformance.Duel.same;

import io.coordkit.it.raw.JuteOut.Acl;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {

    @Test
    void oneShotWatchesFireOnce() throws IOException {
        same("watch-once", s -> {
            var a = s.connect("a");
            var b = s.connect("b");
            a.create("~/x", "", 0)
                    .get("~/x", true)
                    .get("~/x", true)
                    .exists("~/x", true)
                    .children("~/x", true);
            b.set("~/x", "1", -1).set("~/x", "2", -1).create("~/x/y", "", 0).create("~/x/z", "", 0);
            a.exists("~/none", true).get("~/none2", true).children("~/none3", true);
            b.create("~/none", "", 0)
                    .create("~/none2", "", 0)
                    .create("~/none3", "", 0)
                    .set("~/none", "", -1);
            a.get("~/x/y", true).children("~/x/y", true).children("~/x", true);
            b.delete("~/x/y", -1).setAcl("~/x", -1, Acl.OPEN);
            a.get("~/x", true).children("~/x", true);
            b.create("~/x/q", "", 0).delete("~/x/q", -1).delete("~/x/z", -1).delete("~/x", -1);
        });
    }

    @Test
    void theOwnEventComesBeforeTheOwnReply() throws IOException {
        same("watch-own", s -> {
            var a = s.connect("a");
            a.children("~", true)
                    .exists("~/x", true)
                    .create("~/x", "", 0)
                    .get("~/x", true)
                    .set("~/x", "", 0);
            a.get("~/x", true).children("~/x", true).children("~", true).delete("~/x", -1);
            a.exists("~/y", true).inOneBreath(() -> a.create("~/y", "", 0)
                    .set("~/y", "1", 0)
                    .get("~/y", true)
                    .delete("~/y", -1));
        });
    }

    @Test
    void persistentWatchesStay() throws IOException {
        same("watch-persistent", s -> {
            var a = s.connect("a");
            var b = s.connect("b");
            a.addWatch("~/w", 0).addWatch("~/w", 0);
            b.create("~/w", "", 0)
                    .set("~/w", "", 0)
                    .create("~/w/y", "", 0)
                    .set("~/w/y", "", 0)
                    .delete("~/w/y", -1);
            b.delete("~/w", -1).create("~/w", "", 0);
            a.get("~/w", true).children("~/w", true);
            b.set("~/w", "", 0).create("~/w/y", "", 0).set("~/w", "", 1);
            a.exists("~/w", false)
                    .addWatch("~/w", 7)
                    .addWatch("~/w", -1)
                    .addWatch("", 0)
                    .addWatch("nonsense", 1);
        });
    }

    @Test
    void recursiveWatchesSeeEveryDescendantAndNoChildEvents() throws IOException {
        same("watch-recursive", s -> {
            var a = s.connect("a");
            var b = s.connect("b");
            a.addWatch("~/w", 1);
            b.create("~/w", "", 0)
                    .create("~/w/y", "", 0)
                    .create("~/w/y/z", "", 0)
                    .set("~/w/y/z", "", 0)
                    .create("~/ww", "", 0);
            a.addWatch("~/w", 0).addWatch("~/w/y", 1);
            b.create("~/w/y2", "", 0)
                    .create("~/w/y/z2", "", 0)
                    .set("~/w", "", -1)
                    .delete("~/w/y/z", -1);
            a.get("~/w/y", true).children("~/w/y", true);
            b.set("~/w/y", "", -1)
                    .delete("~/w/y/z2", -1)
                    .delete("~/w/y", -1)
                    .delete("~/w/y2", -1)
                    .delete("~/w", -1);
            b.addWatch("/", 1);
            a.create("~/last", "", 0);
        });
    }

    @Test
    void checkingAndRemovingWatches() throws IOException {
        same("watch-remove", s -> {
            var a = s.connect("a");
            var b = s.connect("b");
            a.create("~/x", "", 0);
            for (int type = 0; type <= 6; type++) {
                a.checkWatches("~/x", type).removeWatches("~/x", type);
                a.get("~/x", true).children("~/x", true).addWatch("~/x", 0).addWatch("~", 1);
                b.checkWatches("~/x", type);
                a.checkWatches("~/x", type).removeWatches("~/x", type).checkWatches("~/x", type);
                b.set("~/x", "", -1).create("~/x/" + type, "", 0);
                a.removeWatches("~/x", 3).removeWatches("~", 3);
            }
            a.addWatch("~/x", 0).addWatch("~/x", 1).removeWatches("~/x", 4);
            b.set("~/x", "", -1).create("~/x/n", "", 0);
            a.removeWatches("~/x", 5)
                    .removeWatches("~/x", 99)
                    .checkWatches("~/x", 99)
                    .checkWatches("", 3);
            b.set("~/x", "", -1);
        });
    }

    @Test
    void watchesOfANewConnectionCatchUp() throws IOException {
        same("watch-set", s -> {
            var a = s.connect("a");
            for (String name : List.of("changed", "same", "child-same", "child-changed", "gone", "appeared-not")) {
                a.create("~/" + name, "", 0);
            }
            a.create("~/recreated", "", 0).delete("~/recreated", -1).create("~/recreated", "", 0);
            a.set("~/changed", "", 0)
                    .create("~/child-changed/x", "", 0)
                    .delete("~/gone", -1)
                    .create("~/appeared", "", 0);
            var b = s.connect("b");
            b.setWatches(
                    8,
                    paths("changed", "same", "gone", "recreated", "never"),
                    paths("appeared", "absent"),
                    paths("child-same", "child-changed", "gone"));
            a.set("~/same", "", -1)
                    .create("~/child-same/x", "", 0)
                    .create("~/absent", "", 0)
                    .set("~/changed", "", -1);
            var c = s.connect("c");
            c.setWatches(8, paths("changed"), paths("nothing"), paths("same"), paths("p", "same"), paths("child-same"));
            a.create("~/p", "", 0)
                    .create("~/p/q", "", 0)
                    .set("~/child-same/x", "", 0)
                    .set("~/same", "", -1)
                    .create("~/nothing", "", 0);
            c.setWatches(1000, paths("changed", "none"), paths("p"), paths("p", "none"));
            c.setWatches(0, paths(), paths(), paths()).setWatches(0, paths(), paths(), paths(), paths(), paths());
        });
    }

    /** What a client has missed it is told whatever it may read, and of any text; what happens later is another matter. */
    @Test
    void catchingUpAsksForNoPermission() throws IOException {
        same("watch-set-acl", s -> {
            var a = s.connect("a");
            var b = s.connect("b").auth("digest", "u:p");
            Acl mine = new Acl(31, "digest", "u:" + Side.digest("u:p"));
            b.create("~/s", "", 0, mine)
                    .set("~/s", "1", -1)
                    .create("~/s/x", "", 0, mine)
                    .create("~/t", "", 0, mine);
            a.setWatches(
                    1,
                    List.of("~/s", "~/t", "", "/", "nonsense", "~/s"),
                    List.of("~/s", "", "~/none", "~/none"),
                    List.of("~/s", "~/t", "", "/"));
            b.set("~/t", "", -1).create("~/t/x", "", 0).create("~/none", "", 0);
            a.setWatches(99, paths("s", "s"), paths("q", "q"), paths("s", "s"));
            b.set("~/s", "", -1).create("~/s/y", "", 0).create("~/q", "", 0);
            a.checkWatches("~/s", 3).setWatches(99, paths("s"), paths(), paths("s"), paths("s"), paths("s"));
            b.setAcl("~/s", -1, Acl.OPEN).set("~/s", "", -1).create("~/s/z", "", 0);
            for (int type = 1; type <= 5; type++) {
                a.checkWatches("~/s", type);
            }
            b.set("~/s", "", -1).delete("~/s/z", -1);
        });
    }

    private static List<String> paths(String... names) {
        return List.of(names).stream().map("~/"::concat).toList();
    }

    @Test
    void eventsOfUnreadableNodesAreNotSent() throws IOException {
        same("watch-acl", s -> {
            var a = s.connect("a");
            var b = s.connect("b").auth("digest", "u:p");
            Acl mine = new Acl(31, "digest", "u:" + Side.digest("u:p"));
            a.addWatch("~", 1).exists("~/secret", true).exists("~/late", true);
            b.addWatch("~", 1)
                    .create("~/secret", "", 0, mine)
                    .set("~/secret", "", 0)
                    .create("~/late", "", 0);
            a.get("~/late", true).children("~/late", true);
            b.setAcl("~/late", -1, mine)
                    .set("~/late", "", -1)
                    .create("~/late/x", "", 0, mine)
                    .delete("~/late/x", -1);
            b.setAcl("~/late", -1, Acl.OPEN)
                    .set("~/late", "", -1)
                    .delete("~/secret", -1)
                    .delete("~/late", -1);
            a.exists("~/secret", true);
            b.create("~/secret", "", 0);
        });
    }

    @Test
    void watchesDieWithTheirConnection() throws IOException {
        same("watch-connection", s -> {
            var a = s.connect("a");
            a.create("~/x", "", 0).get("~/x", true).addWatch("~", 1);
            a.disconnect();
            var again = s.connect("a2", Stage.Greeting.resume(a.granted())).orElseThrow();
            var b = s.connect("b");
            b.set("~/x", "", 0);
            again.checkWatches("~/x", 3).get("~/x", true);
            b.set("~/x", "", 1);
        });
    }

    @Test
    void aClosingSessionAndAMultiTellEveryWatcher() throws IOException {
        same("watch-close", s -> {
            var a = s.connect("a");
            var b = s.connect("b");
            a.create("~/p", "", 0).create("~/p/e", "", 1);
            b.exists("~/p/e", true)
                    .children("~/p", true)
                    .children("~/p/e", true)
                    .addWatch("~/p", 1)
                    .addWatch("~/p", 0);
            a.multi(Part.create("~/p/m", "", 0), Part.set("~/p/m", "", 0), Part.delete("~/p/m", 1));
            a.close();
            b.children("~/p", false).checkWatches("~/p/e", 3);
        });
    }
}
