package io.coordkit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    @Test
    void aFilterIsAnOperationAShapeOrBoth() {
        assertThat(Selection.all(1).labels()).hasSize(20).doesNotHaveDuplicates();
        assertThat(labels(1, "set")).containsExactly("set/pipelined", "set/single", "set/parallel", "set/fixed-rate");
        assertThat(labels(1, "fixed-rate")).hasSize(5).allMatch(label -> label.endsWith("/fixed-rate"));
        assertThat(labels(1, "mixed/parallel", "get/single", "get/single"))
                .containsExactly("get/single", "mixed/parallel");
    }

    @Test
    void failoversNeedAnEnsembleThatSurvives() {
        assertThat(Selection.all(3).labels()).hasSize(22).contains("failover/followers", "failover/leader");
        assertThat(labels(3, "failover", "get/single"))
                .containsExactly("get/single", "failover/followers", "failover/leader");
        assertThat(labels(5, "failover/leader")).containsExactly("failover/leader");
        assertThatThrownBy(() -> labels(1, "failover"))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("'failover' with --servers 1");
    }

    @Test
    void aFilterThatMatchesNothingIsRefusedWithTheChoice() {
        assertThatThrownBy(() -> labels(1, "get", "put"))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("'put'")
                .hasMessageContaining("get/pipelined");
    }

    private static List<String> labels(int servers, String... filters) {
        return Selection.matching(List.of(filters), servers).labels();
    }
}
