package io.coordkit.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void nothingIsZeroEverywhere() {
        Distribution nothing = new Distribution();
        assertThat(nothing.count()).isZero();
        assertThat(nothing.average()).isZero();
        assertThat(nothing.min()).isZero();
        assertThat(nothing.max()).isZero();
        assertThat(nothing.quantile(0.99)).isZero();
    }

    @Test
    void theMeanHasFourDecimals() {
        Distribution values = new Distribution();
        values.add(1);
        values.add(0);
        values.add(1);
        assertThat(values.average()).isEqualTo(0.6667);
        assertThat(values.sum()).isEqualTo(2);
        assertThat(values.min()).isZero();
        assertThat(values.max()).isEqualTo(1);
    }

    @Test
    void smallValuesAreExact() {
        Distribution values = new Distribution();
        for (int value = 1; value <= 10; value++) {
            values.add(value);
        }
        assertThat(values.quantile(0.5)).isEqualTo(5);
        assertThat(values.quantile(0.95)).isEqualTo(10);
    }

    @Test
    void quantilesAreRightToASixteenth() {
        Random random = new Random(7);
        Distribution values = new Distribution();
        long[] all = new long[10_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = random.nextLong() >>> 1 + random.nextInt(60);
            values.add(all[i]);
        }
        Arrays.sort(all);
        for (double part : new double[] {0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
            long exact = all[(int) Math.ceil(part * all.length) - 1];
            assertThat((double) values.quantile(part))
                    .as("quantile %s", part)
                    .isCloseTo(exact, within(exact / 16.0 + 1));
            assertThat(values.quantile(part)).isGreaterThanOrEqualTo(exact);
        }
        assertThat(values.quantile(1)).isEqualTo(values.max());
    }

    @Test
    void theLargestValueHasABucket() {
        Distribution values = new Distribution();
        values.add(Long.MAX_VALUE);
        values.add(-5);
        assertThat(values.quantile(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(values.min()).isZero();
    }

    @Test
    void resetForgets() {
        Distribution values = new Distribution();
        values.add(100);
        values.reset();
        values.add(3);
        assertThat(values.min()).isEqualTo(3);
        assertThat(values.max()).isEqualTo(3);
        assertThat(values.count()).isEqualTo(1);
        assertThat(values.quantile(0.5)).isEqualTo(3);
    }
}
