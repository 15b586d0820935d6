package io.coordkit.cli.demo.splitlog;

import io.coordkit.cli.demo.Demo;
import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.leaderloss.LeaderLoss;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.verdict.Verdict;

/** A region server dies; others split its write-ahead logs, and one of them dies over it. */
public final class SplitlogDemo implements Demo {

    public static final String NAME = "splitlog";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String purpose() {
        return "a region server dies; others split its write-ahead logs";
    }

    @Override
    public Verdict run(DemoContext context) throws Exception {
        Narrator narrator = context.narrator();
        narrator.say(
                "An HBase region server writes the edits of all its regions, mixed, to write-ahead logs. When it dies, "
                        + "its regions move to other servers, and each needs its own edits back. So several servers split "
                        + "the logs by region. No edit may be lost or come twice, even if one of those dies as well.");
        LeaderLoss leaderLoss = new LeaderLoss(context);
        try (Story story = new Story(context)) {
            rs1Dies(narrator, story);
            logsAreSplit(narrator, story, leaderLoss);
            narrator.step("Wait until every task is done", story::finish);
            return compared(narrator, story).verdict(name()).and(leaderLoss.checks());
        }
    }

    private static void rs1Dies(Narrator narrator, Story story) throws Exception {
        narrator.step("Start four region servers", story::awaitServers);
        narrator.step("Write to rs1, which serves the four regions of a table", story::write);
        narrator.say("Each server holds an ephemeral znode under /hbase/rs, which lives as long as its session. The "
                + "master (this process) watches that directory; a znode that is gone means a server that is dead.");
        narrator.step("Kill rs1 with kill -9", story::killWriter);
    }

    private static void logsAreSplit(Narrator narrator, Story story, LeaderLoss leaderLoss) throws Exception {
        narrator.say("The master publishes the work under /hbase/splitWAL: one znode, one task, for each log. A worker "
                + "owns a task when its conditional write to that znode succeeds, so never two at once.");
        narrator.step("Publish a task for each log", story::publish);
        narrator.say(
                "A worker writes the edits of each region to files aside. Only when a log is split to its end does "
                        + "the master move these files to the regions, each by one atomic rename.");
        narrator.step("Let rs2, rs3 and rs4 split; rs3 hangs halfway through its log", story::split);
        leaderLoss.play();
        narrator.step("Kill rs3 with kill -9", story::killVictim);
    }

    private static Observations compared(Narrator narrator, Story story) throws Exception {
        Observations[] seen = new Observations[1];
        narrator.step("Compare what the regions find with what rs1 acknowledged", () -> {
            seen[0] = story.compare();
            Accounting edits = seen[0].edits();
            return edits.recovered().size() + " edits recovered of "
                    + edits.written().size() + " acknowledged";
        });
        return seen[0];
    }
}
