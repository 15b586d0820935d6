package io.coordkit.cli.demo.splitlog.hbase;

import io.coordkit.cli.demo.Demo;
import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.leaderloss.LeaderLoss;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.splitlog.SplitlogDemo;
import io.coordkit.cli.demo.verdict.Verdict;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;

/** A region server of a whole HBase dies, and our workers split its logs for HBase's master. */
public final class HBaseSplitlogDemo implements Demo {
    private static final int RETRY_PAUSE_MS = 200;

    @Override
    public String name() {
        return SplitlogDemo.NAME;
    }

    @Override
    public String purpose() {
        return "a region server of HBase 2.6 dies; our workers split its logs for HBase's master";
    }

    @Override
    public Verdict run(DemoContext context) throws Exception {
        try (HBaseCluster cluster = new HBaseCluster(context);
                CuratorFramework client =
                        CuratorFrameworkFactory.newClient(context.connectString(), new RetryForever(RETRY_PAUSE_MS))) {
            client.start();
            return tell(context.narrator(), new HBaseStory(context, cluster, client), new LeaderLoss(context));
        }
    }

    private Verdict tell(Narrator narrator, HBaseStory story, LeaderLoss leaderLoss) throws Exception {
        narrator.say(
                "HBase keeps rows in memory and in write-ahead logs. When a region server dies, its master makes a task"
                        + " for each log it has left: a znode below /hbase/splitWAL. Whoever takes a task splits that log by region, and"
                        + " only then can other servers serve the regions. Here HBase's own servers take none.");
        narrator.step("Start a master and two region servers of HBase 2.6", story::awaitServers);
        narrator.step("Write rows, to a new log from time to time", story::write);
        narrator.step("Start two workers of ours", story::startHelpers);
        narrator.step("Kill rs2 with kill -9", story::killServer);
        leaderLoss.play();
        narrator.say(
                "HBase's master hears of the death when the session in ZooKeeper ends, and makes the tasks. The workers"
                        + " write the edits of each region to its recovered.edits; rs1 opens the regions and replays them.");
        narrator.step("Read all rows, which waits for that", story::read);
        HBaseObservations seen = story.observe();
        return seen.verdict(name()).and(leaderLoss.checks());
    }
}
