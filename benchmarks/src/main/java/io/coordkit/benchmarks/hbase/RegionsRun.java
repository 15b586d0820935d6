package io.coordkit.benchmarks.hbase;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.report.Spread;
import io.coordkit.hbase.BaseNodes;
import io.coordkit.hbase.RegionsInTransition;
import io.coordkit.hbase.RegionsInTransitionTracker;
import io.coordkit.hbase.codec.RegionEvent;
import io.coordkit.hbase.codec.RegionTransition;
import io.coordkit.hbase.machine.RegionMove;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.RegionName;
import io.coordkit.hbase.paths.ServerName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;

/** Many regions in transition: all are loaded, then some take a step each, and a tracker of all of them hears of it. */
final class RegionsRun implements AutoCloseable {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final ServerName SERVER = new ServerName("rs1", 16020, 1);
    private static final int CREATES_IN_A_CALL = 1000;
    private static final int STEPS = 200;
    private static final long PATIENCE_SECONDS = 300;

    private final int count;
    private final CuratorFramework client;
    private final RegionsInTransition regions;

    RegionsRun(String connectString, int count) throws Exception {
        this.count = count;
        client = Clients.connect(connectString);
        regions = new RegionsInTransition(client, PATHS);
        BaseNodes.create(client, PATHS, Generation.HBASE_1);
        for (int from = 0; from < count; from += CREATES_IN_A_CALL) {
            client.getZookeeperClient().getZooKeeper().multi(creates(from, Math.min(count, from + CREATES_IN_A_CALL)));
        }
    }

    private static List<Op> creates(int from, int to) {
        List<Op> creates = new ArrayList<>();
        for (int number = from; number < to; number++) {
            RegionName region = region(number);
            RegionTransition offline = RegionTransition.of(RegionEvent.M_ZK_REGION_OFFLINE, region.name(), 1, SERVER);
            creates.add(Op.create(
                    PATHS.regionInTransition(region.encoded()),
                    offline.toBytes(),
                    ZooDefs.Ids.OPEN_ACL_UNSAFE,
                    CreateMode.PERSISTENT));
        }
        return creates;
    }

    private static RegionName region(int number) {
        return RegionName.of("t1,row" + number + ",1.region" + number + ".");
    }

    double loadSeconds() throws Exception {
        long start = System.nanoTime();
        int loaded = regions.load().regions().size();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (loaded != count) {
            throw new BenchmarkFailure(loaded + " regions were loaded of " + count);
        }
        return seconds;
    }

    double noticeMillis() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (RegionsInTransitionTracker tracker =
                new RegionsInTransitionTracker(client, PATHS, (name, now) -> heard.add(name))) {
            tracker.start();
            for (int known = 0; known < count; known++) {
                next(heard);
            }
            List<Double> millis = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                millis.add(notice(region(step * (count / STEPS)), heard));
            }
            return Spread.of(millis).median();
        }
    }

    private double notice(RegionName region, BlockingQueue<String> heard) throws Exception {
        long start = System.nanoTime();
        regions.move(
                region, new RegionMove(RegionEvent.M_ZK_REGION_OFFLINE, RegionEvent.RS_ZK_REGION_OPENING, SERVER, 0));
        String name = next(heard);
        if (!name.equals(region.encoded())) {
            throw new BenchmarkFailure("heard of " + name + " in place of " + region.encoded());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        String name = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (name == null) {
            throw new BenchmarkFailure("the tracker heard nothing");
        }
        return name;
    }

    @Override
    public void close() {
        client.close();
    }
}
