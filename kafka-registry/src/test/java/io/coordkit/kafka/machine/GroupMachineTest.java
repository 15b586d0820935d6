package io.coordkit.kafka.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One member, event by event. */
class GroupMachineTest {
    private static final TopicPartition T0 = new TopicPartition("t", 0);
    private static final TopicPartition T1 = new TopicPartition("t", 1);
    private static final StreamId STREAM = new StreamId("b", 0);

    private final GroupMachine machine = new GroupMachine("b", Assignor.range(), 2);

    @BeforeEach
    void joinAlone() {
        assertThat(on(new GroupEvent.Connected(7))).containsExactly(new GroupAction.Register(2));
        assertThat(on(new GroupEvent.Registered(2, 7))).containsExactly(new GroupAction.ReadGroup(3));
        assertThat(on(read(3, 0, "b"))).containsExactly(new GroupAction.Claim(4, 0, Map.of(T0, STREAM, T1, STREAM)));
        assertThat(on(new GroupEvent.Claimed(4, 1))).containsExactly(new GroupAction.FetchOffsets(5, Set.of(T0, T1)));
        assertThat(on(new GroupEvent.OffsetsFetched(5, Map.of(T1, 10L))))
                .containsExactly(new GroupAction.StartReading(Map.of(T0, STREAM, T1, STREAM), Map.of(T1, 10L)));
        assertThat(machine.isResting()).isTrue();
    }

    @Test
    void givesUpOnlyWhatGoesAndCommitsBeforeReleasing() {
        assertThat(on(new GroupEvent.Changed())).containsExactly(new GroupAction.ReadGroup(6));
        assertThat(on(read(6, 1, "a", "b"))).containsExactly(new GroupAction.StopReading(7, Set.of(T0)));
        assertThat(on(new GroupEvent.ReadingStopped(7, Map.of(T0, 5L))))
                .containsExactly(new GroupAction.CommitOffsets(8, 1, Map.of(T0, 5L)));
        assertThat(on(new GroupEvent.Committed(8))).containsExactly(new GroupAction.Release(9, Set.of(T0)));
        assertThat(on(new GroupEvent.Released(9))).isEmpty();
        assertThat(machine.reading()).isEqualTo(Map.of(T1, STREAM));
    }

    @Test
    void changesDuringARebalanceAreOneMoreRebalance() {
        on(new GroupEvent.Changed());
        assertThat(on(new GroupEvent.Changed())).isEmpty();
        assertThat(on(new GroupEvent.Changed())).isEmpty();
        assertThat(on(read(6, 1, "b"))).containsExactly(new GroupAction.ReadGroup(7));
        assertThat(on(read(7, 1, "b"))).isEmpty();
    }

    @Test
    void lateAnswersChangeNothing() {
        on(new GroupEvent.Changed());
        assertThat(on(read(5, 1, "a", "b"))).isEmpty();
        assertThat(on(new GroupEvent.Released(5))).isEmpty();
        assertThat(machine.owned()).hasSize(2);
    }

    @Test
    void unchangedOffsetsAreNotCommitted() {
        assertThat(on(new GroupEvent.CommitDue(Map.of(T1, 10L)))).isEmpty();
        assertThat(on(new GroupEvent.CommitDue(Map.of(T1, 11L, T0, 1L))))
                .containsExactly(new GroupAction.CommitOffsets(6, 1, Map.of(T0, 1L, T1, 11L)));
        on(new GroupEvent.Committed(6));
        assertThat(on(new GroupEvent.CommitDue(Map.of(T1, 11L)))).isEmpty();
        assertThat(machine.committed()).isEqualTo(Map.of(T0, 1L, T1, 11L));
    }

    @Test
    void losesEverythingWithTheSessionAndStartsAgain() {
        assertThat(on(new GroupEvent.SessionLost())).containsExactly(new GroupAction.LosePartitions(Set.of(T0, T1)));
        assertThat(on(new GroupEvent.Connected(8))).containsExactly(new GroupAction.Register(8));
        assertThat(machine.owned()).isEmpty();
    }

    @Test
    void withoutBrokersEverythingStays() {
        on(new GroupEvent.Changed());
        assertThat(on(new GroupEvent.GroupRead(6, Optional.of(1), false, AssignorTest.view(Map.of(), Map.of()))))
                .isEmpty();
        assertThat(machine.reading()).hasSize(2);
        assertThat(machine.isResting()).isTrue();
    }

    @Test
    void reportsEachTimeTheAttemptsAreUsedUp() {
        on(new GroupEvent.Changed());
        assertThat(on(new GroupEvent.OperationFailed(6, "x")))
                .containsExactly(
                        new GroupAction.Report(GroupAction.Report.Kind.OPERATION_FAILED, "x"),
                        new GroupAction.RetryLater(7));
        assertThat(on(new GroupEvent.RetryDue(7))).containsExactly(new GroupAction.ReadGroup(8));
        assertThat(on(new GroupEvent.OperationFailed(8, "y")))
                .contains(new GroupAction.Report(
                        GroupAction.Report.Kind.REBALANCE_DELAYED, "2 attempts failed, the last one: y"));
    }

    @Test
    void fencedMemberStopsReadingAndRegistersAgain() {
        on(new GroupEvent.CommitDue(Map.of(T0, 1L)));
        assertThat(on(new GroupEvent.Fenced(6, "generation")))
                .containsExactly(
                        new GroupAction.Report(GroupAction.Report.Kind.FENCED, "generation"),
                        new GroupAction.LosePartitions(Set.of(T0, T1)),
                        new GroupAction.RetryLater(7));
        assertThat(on(new GroupEvent.RetryDue(7))).containsExactly(new GroupAction.Register(8));
    }

    @Test
    void leavesInOrder() {
        assertThat(on(new GroupEvent.Leave())).containsExactly(new GroupAction.ReadGroup(6));
        assertThat(on(read(6, 1, "b"))).containsExactly(new GroupAction.StopReading(7, Set.of(T0, T1)));
        assertThat(on(new GroupEvent.ReadingStopped(7, Map.of())))
                .containsExactly(new GroupAction.Release(8, Set.of(T0, T1)));
        assertThat(on(new GroupEvent.Released(8))).containsExactly(new GroupAction.Unregister(9));
        assertThat(on(new GroupEvent.Unregistered(9))).isEmpty();
        assertThat(machine.isStopped()).isTrue();
    }

    private List<GroupAction> on(GroupEvent event) {
        return machine.on(event);
    }

    private static GroupEvent read(long ticket, int version, String... members) {
        Map<String, Map<String, Integer>> streams = new java.util.TreeMap<>();
        for (String member : members) {
            streams.put(member, Map.of("t", 1));
        }
        return new GroupEvent.GroupRead(
                ticket, Optional.of(version), true, AssignorTest.view(Map.of("t", List.of(0, 1)), streams));
    }
}
