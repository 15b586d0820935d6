package io.coordkit.cli.demo.splitlog.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class HBaseSettingsTest {
    @Test
    void theChrootIsInFrontOfHBasesOwnRoot() {
        Configuration settings = HBaseSettings.of(Path.of("/files"), "a:1,b:2/chroot/deep");
        assertThat(settings.get("hbase.zookeeper.quorum")).isEqualTo("a:1,b:2");
        assertThat(settings.get("zookeeper.znode.parent")).isEqualTo("/chroot/deep/hbase");
    }

    @Test
    void withoutAChrootTheRootIsHBasesOwn() {
        Configuration settings = HBaseSettings.of(Path.of("/files"), "a:1");
        assertThat(settings.get("hbase.zookeeper.quorum")).isEqualTo("a:1");
        assertThat(settings.get("zookeeper.znode.parent")).isEqualTo("/hbase");
    }
}
