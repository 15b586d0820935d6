package io.coordkit.cli.demo.kafkarebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.kafkarebalance.ConsumerGroup.Fate;
import io.coordkit.cli.demo.narration.Picture.Mood;
import io.coordkit.cli.demo.narration.Picture.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GroupPictureTest {

    private final Map<String, Fate> fates = new LinkedHashMap<>();
    private final SortedMap<Integer, String> owners = new TreeMap<>();

    @Test
    void showsEachPartitionInItsColumn() {
        fates.put("c1", Fate.MEMBER);
        fates.put("c2", Fate.KILLED);
        fates.put("c3", Fate.STARTING);
        owners.putAll(Map.of(0, "c1", 10, "c1", 4, "c2"));
        assertThat(rows())
                .containsExactly(
                        new Row("brokers", Mood.GOOD, "1 2 3"),
                        new Row("c1", Mood.GOOD, "0 . . . . . . . . . 10  ."),
                        new Row("c2", Mood.BAD, ". . . . 4 . . . . .  .  .  killed, session not over"),
                        new Row("c3", Mood.BUSY, "joining"),
                        new Row("nobody", Mood.BUSY, ". 1 2 3 . 5 6 7 8 9  . 11"));
    }

    @Test
    void showsWhoIsGoneInAWordAndNobodyWhenNobodyIsLeft() {
        fates.put("c1", Fate.LEFT);
        fates.put("c2", Fate.KILLED);
        assertThat(rows())
                .containsExactly(
                        new Row("brokers", Mood.GOOD, "1 2 3"),
                        new Row("c1", Mood.IDLE, "left"),
                        new Row("c2", Mood.BAD, "killed"));
    }

    @Test
    void fitsEightyColumns() {
        fates.put("c1", Fate.KILLED);
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            owners.put(partition, "c1");
        }
        assertThat(rows()).allSatisfy(row -> assertThat(row.text()).hasSizeLessThan(62));
    }

    private List<Row> rows() {
        Look look = new Look(0, 1, new TreeSet<>(List.of(1, 2, 3)), new TreeSet<>(), owners, new TreeMap<>());
        return GroupPicture.of(look, fates).rows();
    }
}
