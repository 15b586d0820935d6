package io.coordkit.hbase.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.BaseNodes;
import io.coordkit.hbase.ClusterState;
import io.coordkit.hbase.codec.MasterInfo;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.server.CoordServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a master; a real one answers in the integration tests. */
class MasterSequenceIdsTest {
    /** Where nobody listens. */
    private static final int PORT = 1;

    @Test
    void nothingCountsAsFlushedWhileNoMasterAnswers(@TempDir Path directory) throws Exception {
        HBasePaths paths = HBasePaths.DEFAULT;
        byte[] region = "1588230740".getBytes(StandardCharsets.UTF_8);
        try (CoordServer zookeeper =
                        CoordServer.builder().dataDirectory(directory).start();
                CuratorFramework client =
                        CuratorFrameworkFactory.newClient(zookeeper.connectString(), new RetryOneTime(100))) {
            client.start();
            BaseNodes.create(client, paths, Generation.HBASE_2);
            try (MasterSequenceIds ids =
                    new MasterSequenceIds(HBaseConfiguration.create(), new ClusterState(client, paths))) {
                assertThat(ids.getLastSequenceId(region).getLastFlushedSequenceId())
                        .isEqualTo(-1);

                MasterInfo gone = MasterInfo.of(new ServerName("localhost", PORT, 1), 0);
                client.create().forPath(paths.master(), gone.toBytes());
                assertThat(ids.getLastSequenceId(region).getLastFlushedSequenceId())
                        .isEqualTo(-1);

                client.setData().forPath(paths.master(), "PBUFdamaged".getBytes(StandardCharsets.UTF_8));
                assertThat(ids.getLastSequenceId(region).getLastFlushedSequenceId())
                        .isEqualTo(-1);
            }
        }
    }
}
