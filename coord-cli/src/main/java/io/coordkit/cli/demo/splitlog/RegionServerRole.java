package io.coordkit.cli.demo.splitlog;

import io.coordkit.cli.demo.children.ChildChannel;
import io.coordkit.cli.demo.children.ChildRole;
import io.coordkit.cli.demo.children.Message;
import io.coordkit.hbase.RegionServerRegistration;
import io.coordkit.hbase.codec.RegionServerInfo;
import io.coordkit.hbase.paths.ServerName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.curator.framework.CuratorFramework;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.hbase.wal.WAL;
import org.apache.hadoop.hbase.wal.WALEdit;
import org.apache.hadoop.hbase.wal.WALKeyImpl;

/**
 * A region server that takes writes for its regions and puts them into its write-ahead log before it acknowledges them.
 * Arguments: connect string, its name, the WAL root.
 *
 * <p>Says {@code registered {sessionMs}}; when told to write, {@code logged {edits}} for each full log, whose edits are
 * then acknowledged, and {@code serving}.
 */
public final class RegionServerRole implements ChildRole {

    private static final UUID CLUSTER_ID = UUID.nameUUIDFromBytes(Bytes.toBytes("splitlog"));

    private final Map<String, Long> lastSequenceIds = new HashMap<>();
    private final Random random = new Random();

    @Override
    public void run(ChildChannel channel, List<String> arguments) throws Exception {
        ServerName self = ServerName.of(arguments.get(1));
        WalRoot root = new WalRoot(Path.of(arguments.get(2)));
        WalFiles files = new WalFiles();
        try (CuratorFramework client = Cluster.connect(arguments.get(0), Cluster.SERVER_SESSION_MS)) {
            RegionServerRegistration.register(client, Cluster.PATHS, self, RegionServerInfo.NONE);
            channel.send(Message.of("registered").with("sessionMs", Cluster.grantedSessionMs(client)));
            if (channel.receive().isPresent()) {
                serve(channel, self, root, files);
            }
        }
    }

    private void serve(ChildChannel channel, ServerName self, WalRoot root, WalFiles files)
            throws IOException, InterruptedException {
        for (int number = 1; number <= Cluster.LOGS; number++) {
            try (WalFiles.Writer log = files.writeLog(root.log(self, number))) {
                channel.send(Message.of("logged").with("edits", fill(log)));
                if (number == Cluster.LOGS) {
                    // The newest log of a living server is open: whoever splits it finds no trailer.
                    channel.send(Message.of("serving"));
                    waitForTheEnd(channel);
                }
            }
        }
    }

    private static void waitForTheEnd(ChildChannel channel) throws InterruptedException {
        while (channel.receive().isPresent()) {
            // Nothing that could be said changes anything.
        }
    }

    private List<String> fill(WalFiles.Writer log) throws IOException {
        List<String> edits = new ArrayList<>();
        for (int i = 0; i < Cluster.EDITS_PER_LOG; i++) {
            WAL.Entry entry = write(Table.RANGES.get(random.nextInt(Table.RANGES.size())));
            log.append(entry);
            log.sync();
            edits.add(Edit.of(entry).toText());
        }
        return edits;
    }

    private WAL.Entry write(String range) {
        String region = Table.region(range);
        long now = System.currentTimeMillis();
        String row = range.charAt(0) + "-customer-" + random.nextInt(1_000_000);
        String value = random.nextInt(1, 10) + " pieces of " + Long.toHexString(random.nextLong());
        WALEdit edit = new WALEdit()
                .add(new KeyValue(
                        Bytes.toBytes(row), Bytes.toBytes("o"), Bytes.toBytes("text"), now, Bytes.toBytes(value)));
        long sequenceId = lastSequenceIds.merge(region, 1L, Long::sum);
        WALKeyImpl key =
                new WALKeyImpl(Bytes.toBytes(region), TableName.valueOf(Table.NAME), sequenceId, now, CLUSTER_ID);
        return new WAL.Entry(key, edit);
    }
}
