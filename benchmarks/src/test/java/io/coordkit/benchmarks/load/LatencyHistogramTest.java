package io.coordkit.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Test
    void smallValuesAreExact() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int value = 1; value <= 200; value++) {
            histogram.record(value);
        }
        assertThat(histogram.percentileNanos(0.5)).isEqualTo(100);
        assertThat(histogram.percentileNanos(0.99)).isEqualTo(198);
        assertThat(histogram.percentileNanos(1)).isEqualTo(200);
        assertThat(histogram.percentileNanos(0.001)).isEqualTo(1);
    }

    @Test
    void everyPercentileIsAtMostOneBucketAboveTheSortedValue() {
        SplittableRandom random = new SplittableRandom(1);
        long[] values = random.longs(20_000, 0, 40)
                .map(bits -> random.nextLong(1L << bits, (1L << bits + 1) + 1))
                .toArray();
        LatencyHistogram histogram = new LatencyHistogram();
        Arrays.stream(values).forEach(histogram::record);
        Arrays.sort(values);
        for (int percent = 1; percent <= 100; percent++) {
            long exact = values[(int) Math.ceil(percent / 100.0 * values.length) - 1];
            long found = histogram.percentileNanos(percent / 100.0);
            assertThat(found).isBetween(exact, exact + exact / 128);
        }
    }

    @Test
    void theExtremesHaveABucket() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(-5);
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.total()).isEqualTo(2);
        assertThat(histogram.percentileNanos(0.5)).isZero();
        assertThat(histogram.percentileNanos(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(histogram.maxNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nothingCountedIsZeroAndABadShareIsRefused() {
        LatencyHistogram histogram = new LatencyHistogram();
        assertThat(histogram.percentileNanos(0.99)).isZero();
        assertThatThrownBy(() -> histogram.percentileNanos(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> histogram.percentileNanos(1.01)).isInstanceOf(IllegalArgumentException.class);
    }
}
