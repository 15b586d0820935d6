package io.coordkit.kafka.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.kafka.RegistryException;
import io.coordkit.kafka.machine.PartitionOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetImportTest {
    private static final String GROUP = "billing";

    /** Breaks off after some writes. */
    private static final class FrailStore implements OffsetStore {
        private final Map<TopicPartition, Long> offsets = new HashMap<>();
        private int writesLeft = Integer.MAX_VALUE;
        private long addedByOthers;

        @Override
        public SortedSet<String> groups() {
            return new TreeSet<>(List.of(GROUP));
        }

        @Override
        public SortedMap<TopicPartition, Long> offsets(String group) {
            SortedMap<TopicPartition, Long> sorted = new TreeMap<>(PartitionOrder.INSTANCE);
            sorted.putAll(offsets);
            return sorted;
        }

        @Override
        public void write(String group, Map<TopicPartition, Long> wanted) {
            wanted.forEach((partition, offset) -> {
                if (writesLeft-- == 0) {
                    throw new RegistryException("broken off");
                }
                offsets.put(partition, offset + addedByOthers);
            });
        }
    }

    private final FrailStore store = new FrailStore();

    @Test
    void goesForwardOnlyUnlessAsked() {
        store.offsets.putAll(Map.of(login(0), 10L, login(1), 20L, login(2), 30L));
        Map<TopicPartition, Long> wanted = Map.of(login(0), 15L, login(1), 20L, login(2), 25L, login(3), 5L);

        OffsetPlan forward = new OffsetImport(store, false).plan(GROUP, wanted);
        assertThat(forward.toWrite()).isEqualTo(Map.of(login(0), 15L, login(3), 5L));
        assertThat(forward.there()).isEqualTo(Map.of(login(1), 20L));
        assertThat(forward.ahead()).isEqualTo(Map.of(login(2), 30L));
        new OffsetImport(store, false).perform(GROUP, forward);
        assertThat(store.offsets).isEqualTo(Map.of(login(0), 15L, login(1), 20L, login(2), 30L, login(3), 5L));

        OffsetImport back = new OffsetImport(store, true);
        back.perform(GROUP, back.plan(GROUP, wanted));
        assertThat(store.offsets).isEqualTo(wanted);
    }

    @Test
    void brokenOffAnywhereTheNextOneDoesTheRest() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200; round++) {
            FrailStore frail = new FrailStore();
            Map<TopicPartition, Long> wanted = new HashMap<>();
            for (int partition = 0; partition < 20; partition++) {
                wanted.put(login(partition), random.nextLong(100));
                if (random.nextBoolean()) {
                    frail.offsets.put(login(partition), random.nextLong(100));
                }
            }
            Map<TopicPartition, Long> end = new HashMap<>(wanted);
            frail.offsets.forEach((partition, offset) -> end.merge(partition, offset, Math::max));
            OffsetImport transfer = new OffsetImport(frail, false);
            int left = transfer.plan(GROUP, wanted).toWrite().size();
            frail.writesLeft = random.nextInt(left);
            assertThatThrownBy(() -> transfer.perform(GROUP, transfer.plan(GROUP, wanted)))
                    .hasMessage("broken off");
            frail.writesLeft = Integer.MAX_VALUE;
            OffsetPlan rest = transfer.plan(GROUP, wanted);
            assertThat(rest.toWrite()).hasSizeLessThanOrEqualTo(left);
            transfer.perform(GROUP, rest);
            assertThat(frail.offsets).isEqualTo(end);
            assertThat(transfer.plan(GROUP, wanted).toWrite()).isEmpty();
        }
    }

    @Test
    void noticesThatSomethingElseIsThereThanWhatItWrote() {
        store.addedByOthers = 3;
        OffsetImport transfer = new OffsetImport(store, false);
        assertThatThrownBy(() -> transfer.perform(GROUP, transfer.plan(GROUP, Map.of(login(0), 4L))))
                .hasMessage("group billing is at 7 of login-0 after 4 was written: somebody else commits, too");
    }

    private static TopicPartition login(int number) {
        return new TopicPartition("login", number);
    }
}
