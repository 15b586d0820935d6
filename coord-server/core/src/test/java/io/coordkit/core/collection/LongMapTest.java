package io.coordkit.core.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the JDK's own map. */
class LongMapTest {
    @Test
    void behavesLikeAMap() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            int keys = 1 << 1 + random.nextInt(12);
            long stride = seed % 3 == 0 ? 1 : random.nextLong() | 1;
            LongMap<String> map = new LongMap<>();
            Map<Long, String> model = new HashMap<>();
            for (int i = 0; i < 5_000; i++) {
                long key = random.nextInt(keys) * stride;
                if (random.nextInt(3) > 0) {
                    String value = "v" + i;
                    assertThat(map.put(key, value)).as("seed %d", seed).isEqualTo(model.put(key, value));
                } else {
                    assertThat(map.remove(key)).as("seed %d", seed).isEqualTo(model.remove(key));
                }
                assertThat(map.get(key)).isEqualTo(model.get(key));
                assertThat(map.size()).isEqualTo(model.size());
            }
            for (long i = 0; i < keys; i++) {
                assertThat(map.get(i * stride)).as("seed %d", seed).isEqualTo(model.get(i * stride));
                assertThat(map.containsKey(i * stride)).isEqualTo(model.containsKey(i * stride));
            }
            List<String> values = new ArrayList<>();
            map.forEach(values::add);
            assertThat(values).containsExactlyInAnyOrderElementsOf(model.values());
            assertThat(map.sortedKeys())
                    .isEqualTo(model.keySet().stream()
                            .mapToLong(key -> key)
                            .sorted()
                            .toArray());
        }
    }

    @Test
    void theSameCallsGiveTheSameOrder() {
        assertThat(order()).isEqualTo(order());
    }

    private static List<Object> order() {
        LongMap<Object> map = new LongMap<>();
        for (long i = 0; i < 500; i++) {
            map.put(i * i, i);
        }
        for (long i = 0; i < 500; i += 3) {
            map.remove(i * i);
        }
        List<Object> values = new ArrayList<>();
        map.forEach(values::add);
        return values;
    }
}
