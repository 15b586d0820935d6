package io.coordkit.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.wire.Operation;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingFiguresTest {
    @Test
    void aSizeIsVotersAndObservers() {
        assertThat(Size.parse("3")).isEqualTo(new Size(3, 0));
        assertThat(Size.parse("5+2")).isEqualTo(new Size(5, 2));
        for (String wrong : new String[] {"", "three", "3+", "2", "3+-1"}) {
            assertThatThrownBy(() -> Size.parse(wrong)).isInstanceOf(BenchmarkFailure.class);
        }
    }

    @Test
    void aRowHasAColumnForEachRole() {
        Figure figure = new Figure(
                "3+1", Operation.SET, Role.LEADER, 1234.4, 10.04, Map.of(Role.FOLLOWER, 5.0, Role.OBSERVER, 2.5));
        assertThat(figure.row()).isEqualTo("| 3+1 | set | leader | 1234 | 10.0 µs |  | 5.0 µs | 2.5 µs |");
    }
}
