package io.coordkit.cli.demo.splitlog.hbase;

import static io.coordkit.cli.demo.splitlog.hbase.HBaseCluster.AT_MOST;

import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.children.Child;
import io.coordkit.cli.demo.children.ForeignProcess;
import io.coordkit.cli.demo.children.Message;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;

/** The steps of the demo, in order, with what each leaves for the next. */
final class HBaseStory {
    private static final int BATCHES = 6;
    private static final int ROWS_PER_BATCH = 200;
    private static final int FIRST_PORT = 1;

    private final DemoContext context;
    private final HBaseCluster cluster;
    private final CuratorFramework client;
    private final ForeignProcess rs2;
    private final Child rows;
    private final List<Child> helpers = new ArrayList<>();
    private final List<String> splitLogs = new CopyOnWriteArrayList<>();

    private String victim = "";
    private List<String> logs = List.of();
    private List<Integer> found = List.of();

    /** Starts HBase, a client of it, and our workers. */
    HBaseStory(DemoContext context, HBaseCluster cluster, CuratorFramework client) throws Exception {
        this.context = context;
        this.cluster = cluster;
        this.client = client;
        cluster.start("master", HBaseMain.MASTER);
        cluster.start("rs1", "regionserver");
        rs2 = cluster.start("rs2", "regionserver");
        rows = cluster.start("client", RowsRole.class, message -> {});
    }

    String awaitServers() throws Exception {
        context.await("rs2 has a name", AT_MOST, () -> {
            cluster.checkAlive();
            return HBaseMain.nameIn(rs2.output()).isPresent();
        });
        victim = HBaseMain.nameIn(rs2.output()).orElseThrow();
        String registration = HBasePaths.DEFAULT.regionServer(ServerName.of(victim));
        context.await("rs2 is registered", AT_MOST, () -> {
            cluster.checkAlive();
            return client.checkExists().forPath(registration) != null;
        });
        rows.await("open", AT_MOST);
        rows.send(Message.of("create").with("server", victim));
        rows.await("created", AT_MOST);
        return "HBase serves a table of four regions, all of them on rs2";
    }

    String startHelpers() throws Exception {
        for (int i = 1; i <= 2; i++) {
            ServerName name = new ServerName("helper" + i, FIRST_PORT, System.currentTimeMillis());
            String shortName = name.host();
            helpers.add(cluster.start(shortName, HelperRole.class, said -> heard(shortName, said), name.toString()));
        }
        for (Child helper : helpers) {
            helper.await("ready", AT_MOST);
        }
        return "helper1 and helper2 wait for tasks below /hbase/splitWAL";
    }

    private void heard(String helper, Message said) {
        if (said.type().equals("split")) {
            String log = said.text("log");
            splitLogs.add(log);
            context.narrator().saw(helper, said.text("result") + ": " + log.substring(log.lastIndexOf('/') + 1));
        }
    }

    String write() throws Exception {
        for (int i = 0; i < BATCHES; i++) {
            rows.send(Message.of("write")
                    .with("from", i * ROWS_PER_BATCH)
                    .with("to", (i + 1) * ROWS_PER_BATCH)
                    .with("server", victim));
            rows.await("written", AT_MOST);
        }
        return BATCHES * ROWS_PER_BATCH + " rows acknowledged";
    }

    /** Which logs it leaves is known only now: alive, it puts those away that it does not need. */
    String killServer() throws IOException {
        cluster.kill(rs2);
        logs = cluster.logsOf(victim);
        return victim + " is dead; its rows are in its " + logs.size() + " logs, and nowhere else";
    }

    String read() throws Exception {
        rows.send(Message.of("read"));
        found = rows.await("rows", AT_MOST).texts("numbers").stream()
                .map(Integer::valueOf)
                .toList();
        return found.size() + " rows read";
    }

    HBaseObservations observe() throws Exception {
        String tasks = HBasePaths.DEFAULT.splitLog();
        context.await("every task's znode is removed", AT_MOST, () -> client.getChildren()
                .forPath(tasks)
                .isEmpty());
        return new HBaseObservations(
                IntStream.range(0, BATCHES * ROWS_PER_BATCH).boxed().toList(), found, logs, List.copyOf(splitLogs));
    }
}
