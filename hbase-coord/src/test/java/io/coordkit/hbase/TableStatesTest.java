package io.coordkit.hbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.TableState;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableStatesTest extends ServerTest {
    private TableStates tables;

    @BeforeEach
    void start() throws Exception {
        BaseNodes.create(client, HBasePaths.DEFAULT, Generation.HBASE_1);
        tables = new TableStates(client, HBasePaths.DEFAULT);
    }

    @Test
    void aTableGoesThroughItsStatesAndIsForgotten() throws Exception {
        assertThat(tables.of("ns:t")).isEmpty();
        assertThat(tables.move("ns:t", Set.of(TableState.ENABLED), TableState.DISABLING))
                .isFalse();

        tables.put("ns:t", TableState.ENABLED);
        tables.put("other", TableState.ENABLING);
        assertThat(tables.move("ns:t", Set.of(TableState.DISABLED), TableState.ENABLING))
                .isFalse();
        assertThat(tables.move("ns:t", Set.of(TableState.ENABLED, TableState.ENABLING), TableState.DISABLING))
                .isTrue();
        assertThat(tables.all()).isEqualTo(Map.of("ns:t", TableState.DISABLING, "other", TableState.ENABLING));

        assertThat(tables.remove("ns:t")).isTrue();
        assertThat(tables.remove("ns:t")).isFalse();
        assertThat(tables.all()).containsOnlyKeys("other");
    }

    @Test
    void oneOfManyMovesATable() throws Exception {
        tables.put("t", TableState.ENABLED);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> move = () -> tables.move("t", Set.of(TableState.ENABLED), TableState.DISABLING);
            int moved = 0;
            for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(8, move))) {
                moved += result.get() ? 1 : 0;
            }
            assertThat(moved).isOne();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aWordOf094IsReadAndDamageIsLeftAlone() throws Exception {
        client.create().forPath("/hbase/table/old", "DISABLED".getBytes(UTF_8));
        assertThat(tables.of("old")).contains(TableState.DISABLED);

        byte[] damage = "PBUFxyz".getBytes(UTF_8);
        client.create().forPath("/hbase/table/bad", damage);
        assertThatThrownBy(() -> tables.move("bad", Set.of(TableState.ENABLED), TableState.DISABLED))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageContaining("/hbase/table/bad");
        assertThat(client.getData().forPath("/hbase/table/bad")).isEqualTo(damage);
    }
}
