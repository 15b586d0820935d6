package io.coordkit.hbase.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.machine.LivenessMachine.Appeared;
import io.coordkit.hbase.machine.LivenessMachine.Change;
import io.coordkit.hbase.machine.LivenessMachine.Died;
import io.coordkit.hbase.paths.ServerName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivenessMachineTest {
    private static final ServerName OLD = new ServerName("rs1", 16020, 1);
    private static final ServerName NEW = new ServerName("rs1", 16020, 2);
    private static final ServerName OTHER = new ServerName("rs2", 16020, 1);

    private final List<Change> changes = new ArrayList<>();
    private final LivenessMachine machine = new LivenessMachine(changes::add);

    @Test
    void serversAppearAndDie() {
        machine.onListed(List.of(OLD, OTHER));
        machine.onListed(List.of(OLD, OTHER));
        machine.onListed(List.of(OTHER));

        assertThat(changes).containsExactly(new Appeared(OLD), new Appeared(OTHER), new Died(OLD));
        assertThat(machine.live()).containsExactly(OTHER);
    }

    @Test
    void aRestartIsADeathAndAnAppearance() {
        machine.onListed(List.of(OLD));
        machine.onListed(List.of(NEW));

        assertThat(changes).containsExactly(new Appeared(OLD), new Died(OLD), new Appeared(NEW));
    }

    @Test
    void aRestartBeforeTheOldSessionEndsIsTheSame() {
        machine.onListed(List.of(OLD));
        machine.onListed(List.of(OLD, NEW));
        machine.onListed(List.of(NEW));

        assertThat(changes).containsExactly(new Appeared(OLD), new Died(OLD), new Appeared(NEW));
    }

    @Test
    void aDeadServerStaysDead() {
        machine.onListed(List.of(NEW));
        machine.onListed(List.of());
        machine.onListed(List.of(NEW));
        machine.onListed(List.of(OLD));

        assertThat(changes).containsExactly(new Appeared(NEW), new Died(NEW));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverIsListedEachServerAppearsOnceAndDiesOnceAfterwards(long seed) {
        Random random = new Random(seed);
        Map<ServerName, Integer> story = new HashMap<>();
        LivenessMachine judged = new LivenessMachine(
                change -> story.merge(change.server(), change instanceof Appeared ? 1 : 10, Integer::sum));
        List<Integer> legal = List.of(1, 11);
        for (int step = 0; step < 500; step++) {
            List<ServerName> listed = new ArrayList<>();
            for (int host = 0; host < 4; host++) {
                for (int code = 0; code < 20; code++) {
                    if (random.nextInt(20) == 0) {
                        listed.add(new ServerName("rs" + host, 1, code));
                    }
                }
            }
            judged.onListed(listed);
            assertThat(story.values()).as("seed %d step %d", seed, step).allMatch(legal::contains);
            judged.live().forEach(server -> assertThat(story.get(server)).isEqualTo(1));
        }
    }
}
