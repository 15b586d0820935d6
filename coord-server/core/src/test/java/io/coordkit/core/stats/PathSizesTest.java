package io.coordkit.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathSizesTest {
    private final PathSizes sizes = new PathSizes();

    @Test
    void theFirstNameOfAPathIsItsNamespace() {
        sizes.add("/hbase", 1);
        sizes.add("/hbase/rs/one", 20);
        sizes.add("/hb", 300);
        sizes.add("/hbase2/x", 4_000);
        sizes.add("/", 50_000);
        sizes.add("", 50_000);
        assertThat(sizes.byNamespace().keySet()).containsExactly("hb", "hbase", "hbase2");
        assertThat(sizes.byNamespace().get("hbase").count()).isEqualTo(2);
        assertThat(sizes.byNamespace().get("hbase").sum()).isEqualTo(21);
    }

    @Test
    void namespacesAreBounded() {
        for (int i = 0; i < 3 * PathSizes.NAMESPACES_MAX; i++) {
            sizes.add("/n" + i + "/x", i);
        }
        assertThat(sizes.byNamespace()).hasSize(PathSizes.NAMESPACES_MAX);
        sizes.add("/n0/y", 7);
        assertThat(sizes.byNamespace().get("n0").sum()).isEqualTo(7);
    }

    @Test
    void resetForgetsSizes() {
        sizes.add("/a", 1);
        sizes.reset();
        assertThat(sizes.byNamespace().get("a").count()).isZero();
        sizes.add("/a", 2);
        assertThat(sizes.byNamespace().get("a").sum()).isEqualTo(2);
    }
}
