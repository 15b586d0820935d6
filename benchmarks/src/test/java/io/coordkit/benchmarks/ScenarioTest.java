package io.coordkit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    @Test
    void aFilterIsAnOperationAShapeOrBoth() {
        assertThat(Scenario.all()).hasSize(20);
        assertThat(labels("set")).containsExactly("set/pipelined", "set/single", "set/parallel", "set/fixed-rate");
        assertThat(labels("single")).hasSize(5).allMatch(label -> label.endsWith("/single"));
        assertThat(labels("mixed/parallel", "get/single", "get/single"))
                .containsExactly("get/single", "mixed/parallel");
    }

    @Test
    void aFilterThatMatchesNothingIsRefusedWithTheChoice() {
        assertThatThrownBy(() -> labels("get", "put"))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("'put'")
                .hasMessageContaining("get/pipelined");
    }

    private static List<String> labels(String... filters) {
        return Scenario.matching(List.of(filters)).stream().map(Scenario::label).toList();
    }
}
