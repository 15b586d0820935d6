package io.coordkit.it.conformance;

import static io.coordkit.it.conformance.Duel.same;

import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Much at once: large multis, many children, long pipelines. */
class SizeTest {

    private static final int MANY = 1_000;

    @Test
    void aMultiOfAThousand() throws IOException {
        same("size-multi", s -> {
            var a = s.connect("a");
            Part[] creates = IntStream.range(0, MANY)
                    .mapToObj(i -> Part.create("~/n" + i, "x", 0))
                    .toArray(Part[]::new);
            Part[] deletes = IntStream.range(0, MANY)
                    .mapToObj(i -> Part.delete("~/n" + i, 0))
                    .toArray(Part[]::new);
            deletes[MANY - 1] = Part.delete("~/none", -1);
            a.multi(creates)
                    .exists("~", false)
                    .children("~", false)
                    .multi(deletes)
                    .exists("~", false);
            deletes[MANY - 1] = Part.delete("~/n999", -1);
            a.multi(deletes).exists("~", false);
        });
    }

    @Test
    void aPipelineOfReadsBehindWrites() throws IOException {
        same("size-pipeline", s -> {
            var a = s.connect("a");
            a.create("~/x", "", 0).addWatch("~/x", 0).inOneBreath(() -> {
                for (int i = 0; i < MANY; i++) {
                    a.set("~/x", Integer.toString(i), i).get("~/x", false);
                }
            });
        });
    }

    @Test
    void sequentialCreatesInAPipeline() throws IOException {
        same("size-sequential", s -> {
            var a = s.connect("a");
            a.inOneBreath(() -> {
                for (int i = 0; i < MANY; i++) {
                    a.create("~/s-", "", 3);
                }
            });
            a.exists("~", false).ephemerals("~").close();
        });
    }

    @Test
    void aNodeOfAlmostAMegabyte() throws IOException {
        same("size-node", s -> {
            var a = s.connect("a");
            a.call(
                    "create large",
                    Op.CREATE2,
                    Requests.create(s.absolute("~/x"), "x".repeat(1_000_000), List.of(Acl.OPEN), 0));
            a.get("~/x", false)
                    .call("set large", Op.SET_DATA, Requests.setData(s.absolute("~/x"), "y".repeat(1_048_000), 0));
            a.exists("~/x", false).get("~/x", false).multiRead(Part.get("~/x"), Part.get("~/x"));
            a.call("set too large", Op.SET_DATA, Requests.setData(s.absolute("~/x"), "y".repeat(1_048_600), 0))
                    .get("~/x", false);
        });
    }

    /** Nothing bounds an answer; a client that cannot take it says so itself. */
    @Test
    void anAnswerLongerThanAnyRequest() throws IOException {
        same("size-answer", s -> {
            var a = s.connect("a");
            String name = "~/" + "long".repeat(300);
            a.inOneBreath(() -> {
                for (int i = 0; i < MANY; i++) {
                    a.create(name + i, "", 0);
                }
            });
            a.children("~", false).children2("~", true).exists("~", false);
        });
    }
}
