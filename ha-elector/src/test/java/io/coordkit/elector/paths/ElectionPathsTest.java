package io.coordkit.elector.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ElectionPathsTest {
    @Test
    void yarn() {
        ElectionPaths paths = ElectionPaths.yarn("pseudo-yarn-rm-cluster");
        assertThat(paths.lock()).isEqualTo("/yarn-leader-election/pseudo-yarn-rm-cluster/ActiveStandbyElectorLock");
        assertThat(paths.breadcrumb()).isEqualTo("/yarn-leader-election/pseudo-yarn-rm-cluster/ActiveBreadCrumb");
        assertThat(paths.ancestry())
                .containsExactly("/yarn-leader-election", "/yarn-leader-election/pseudo-yarn-rm-cluster");
    }

    @Test
    void hdfs() {
        assertThat(ElectionPaths.hdfs("ns1").parent()).isEqualTo("/hadoop-ha/ns1");
        assertThat(ElectionPaths.under("/hadoop-ha/", "ns1")).isEqualTo(ElectionPaths.hdfs("ns1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "relative", "/a/", "/a//b", "/a/../b", "/a/./b", "/a\u0000"})
    void badParents(String parent) {
        assertThatThrownBy(() -> new ElectionPaths(parent)).isInstanceOf(IllegalArgumentException.class);
    }
}
