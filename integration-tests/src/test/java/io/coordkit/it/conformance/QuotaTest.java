package io.coordkit.it.conformance;

import static io.coordkit.it.conformance.Duel.same;

import io.coordkit.it.conformance.Side.House;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quotas: who counts what, and what is refused. The servers of the house FULL enforce them, those of PLAIN do not. */
class QuotaTest {

    private static final String LIMITS = "/zookeeper_limits";
    private static final String STATS = "/zookeeper_stats";

    /** The znodes of a quota as {@code setquota} makes them. */
    private static String quota(Stage stage, Actor actor, String path, String limits) throws IOException {
        String quota = "/zookeeper/quota" + stage.absolute(path);
        for (int slash = quota.indexOf('/', 17); slash > 0; slash = quota.indexOf('/', slash + 1)) {
            actor.create(quota.substring(0, slash), "", 0);
        }
        actor.create(quota, "", 0)
                .create(quota + LIMITS, limits, 0)
                .create2(quota + STATS, "count=0,bytes=0", 0)
                .get(quota + STATS, false);
        return quota;
    }

    @Test
    void usageIsKeptInTheStatsNode() throws IOException {
        same("quota-usage", s -> {
            var a = s.connect("a");
            a.create("~/q", "12", 0).create("~/q/before", "345", 0);
            String stats = quota(s, a, "~/q", "count=-1,bytes=-1") + STATS;
            a.create("~/q/x", "four", 0).get(stats, true);
            a.create("~/q/x/y", null, 0).get(stats, false);
            a.set("~/q/x", "sixsix", -1).get(stats, false);
            a.set("~/q/x", null, -1).get(stats, false);
            a.set("~/q", "", -1).get(stats, false);
            a.multi(Part.create("~/q/m", "m", 0), Part.set("~/q/m", "mm", -1), Part.delete("~/q/before", -1))
                    .get(stats, false);
            a.multi(Part.create("~/q/n", "n", 0), Part.delete("~/q/none", -1)).get(stats, false);
            a.create("~/other", "other", 0).create("~/qq", "other", 0).get(stats, false);
            s.connect("b").create("~/q/e", "ephemeral", 1).close();
            a.get(stats, false).delete("~/q/x/y", -1).get(stats, false);
        });
    }

    @Test
    void theInnermostQuotaCounts() throws IOException {
        same("quota-nested", s -> {
            var a = s.connect("a");
            a.create("~/q", "", 0).create("~/q/in", "", 0).create("~/q/in/x", "x", 0);
            String outer = quota(s, a, "~/q", "count=-1,bytes=-1");
            String inner = quota(s, a, "~/q/in", "count=-1,bytes=-1");
            a.create("~/q/in/y", "yy", 0).create("~/q/out", "ooo", 0);
            a.get(outer + STATS, false).get(inner + STATS, false);
            a.delete(inner + LIMITS, -1).create("~/q/in/z", "z", 0);
            a.get(outer + STATS, false).get(inner + STATS, false);
            a.delete(inner + STATS, -1).delete("~/q/in/z", -1).get(outer + STATS, false);
            a.create(inner + LIMITS, "count=3,bytes=4", 0)
                    .create("~/q/in/w", "w", 0)
                    .get(outer + STATS, false);
            a.create(inner + STATS, "", 0).get(inner + STATS, false);
        });
    }

    @Test
    void whatAClientWritesIntoTheStatsNodeIsCountedOn() throws IOException {
        same("quota-written", s -> {
            var a = s.connect("a");
            String stats = quota(s, a, "~/none", "count=-1,bytes=-1") + STATS;
            a.create("~/none", "1", 0).get(stats, false);
            a.set(stats, "bytes=100,zoo=3,count=40,ants=-7", -1)
                    .create("~/none/x", "22", 0)
                    .get(stats, false);
            a.set(stats, "", -1).create("~/none/y", "333", 0).get(stats, false);
            a.delete("~/none/x", -1).get(stats, false).exists(stats, false);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count=3,bytes=-1=;byteHardLimit=-1;countHardLimit=3",
                "count=-1,bytes=-1=;byteHardLimit=9;countHardLimit=-1",
                "count=2,bytes=5",
                "count=2,bytes=5=;byteHardLimit=9;countHardLimit=4",
                "countHardLimit=3",
                "byteHardLimit=0,countHardLimit=9",
                ""
            })
    void hardLimitsRefuseAndSoftOnesDoNot(String limits) throws IOException {
        Duel.Script script = s -> {
            var a = s.connect("a");
            a.create("~/q", "1", 0);
            String stats = quota(s, a, "~/q", limits) + STATS;
            a.create("~/q/x", "1234", 0)
                    .create2("~/q/y-", "12345", 2)
                    .create2("~/q/y-", "", 3)
                    .container("~/q/box")
                    .create("~/q/none/x", "123", 0);
            a.set("~/q/x", "12345678", 7)
                    .set("~/q/x", "12345678", -1)
                    .set("~/q/x", "1", -1)
                    .set("~/q/x", "2", -1)
                    .get(stats, false);
            a.multi(Part.delete("~/q/x", -1), Part.create("~/q/z", "12345678", 0))
                    .multi(Part.create("~/q/m1", "", 0), Part.create("~/q/m2", "", 0), Part.create("~/q/m3", "", 0))
                    .multi(Part.set("~/q", "1234567", 0));
            a.children("~/q", false).get(stats, false);
        };
        int number = Math.floorMod(limits.hashCode(), 1000);
        same("quota-limits-" + number, script);
        same(House.PLAIN, "quota-limits-plain-" + number, script);
    }

    @Test
    void quotasOfNothing() throws IOException {
        same("quota-nothing", s -> {
            var a = s.connect("a");
            String quota = "/zookeeper/quota" + s.absolute("~");
            for (String name : List.of(LIMITS, STATS)) {
                a.create(quota, "", 0)
                        .create(quota + name, "count=1,bytes=1", 0)
                        .create("~/x", "xx", 0);
                a.get(quota + name, false).delete("~/x", -1).delete(quota + name, -1);
            }
        });
    }
}
