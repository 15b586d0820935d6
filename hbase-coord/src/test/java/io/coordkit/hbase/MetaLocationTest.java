package io.coordkit.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.MetaRegionServer;
import io.coordkit.hbase.codec.RegionState;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import org.junit.jupiter.api.Test;

class MetaLocationTest extends ServerTest {
    private static final ServerName ONE = new ServerName("rs1.example.org", 16020, 1);
    private static final ServerName TWO = new ServerName("rs2.example.org", 16020, 1);

    @Test
    void metaIsWhereItWasLastOpened() throws Exception {
        BaseNodes.create(client, HBasePaths.DEFAULT, Generation.HBASE_2);
        MetaLocation meta = new MetaLocation(client, HBasePaths.DEFAULT);
        assertThat(meta.serving(0)).isEmpty();

        meta.write(0, MetaRegionServer.open(ONE));
        meta.write(1, MetaRegionServer.open(TWO));
        assertThat(meta.serving(0)).contains(ONE);
        assertThat(meta.serving(1)).contains(TWO);

        meta.write(0, new MetaRegionServer(TWO, 0, RegionState.OPENING));
        assertThat(meta.serving(0)).isEmpty();
        meta.write(0, MetaRegionServer.open(TWO));
        assertThat(meta.serving(0)).contains(TWO);
    }

    @Test
    void aDamagedLocationIsReportedWithItsPath() throws Exception {
        BaseNodes.create(client, HBasePaths.DEFAULT, Generation.HBASE_2);
        client.create().forPath("/hbase/meta-region-server", new byte[] {1});

        assertThatThrownBy(() -> new MetaLocation(client, HBasePaths.DEFAULT).serving(0))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageContaining("/hbase/meta-region-server");
    }
}
