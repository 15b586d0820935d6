package io.coordkit.cli.demo.kafkarebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.verdict.Check;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OwnershipChecksTest {

    private static final Set<Integer> ALL = Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    @Test
    void acceptsAGroupThatSharesAllPartitions() {
        Check check = OwnershipChecks.oneOwnerEach(
                List.of(settlement(Set.of("c1"), Map.of("c1", ALL)), settlement(Set.of("c1", "c2"), halves())));
        assertThat(check.passed()).as(check.toString()).isTrue();
        assertThat(check.factsText()).isEqualTo("partitions 12, changes 2, faults none");
    }

    @Test
    void findsAPartitionWithoutAnOwner() {
        Map<String, Set<Integer>> owned = Map.of("c1", Set.of(0, 1, 2, 3, 4), "c2", Set.of(6, 7, 8, 9, 10, 11));
        failed(
                OwnershipChecks.oneOwnerEach(List.of(settlement(Set.of("c1", "c2"), owned))),
                "after c2 joined: partition 5 has no owner");
    }

    @Test
    void findsAnOwnerWhoIsNotThere() {
        failed(
                OwnershipChecks.oneOwnerEach(List.of(settlement(Set.of("c1"), halves()))),
                "partition 6 is owned by c2, who is not there");
    }

    @Test
    void findsUnfairShares() {
        failed(
                OwnershipChecks.oneOwnerEach(List.of(settlement(Set.of("c1", "c2"), Map.of("c1", ALL)))),
                "the shares are 12 + 0");
    }

    @Test
    void findsAnOwnerWhoDoesNotReadAndAReaderWhoDoesNotOwn() {
        Settlement silent = new Settlement("c1 joined", sorted("c1"), look(0, Map.of("c1", ALL)), Map.of());
        failed(OwnershipChecks.oneOwnerEach(List.of(silent)), "c1 reads  but owns 0-11");
        Map<String, Set<Integer>> greedy = Map.of("c1", ALL, "c2", Set.of(6, 7, 8, 9, 10, 11));
        Settlement both = new Settlement("c2 joined", sorted("c1", "c2"), look(0, halves()), greedy);
        failed(OwnershipChecks.oneOwnerEach(List.of(both)), "c1 reads 0-11 but owns 0-5");
    }

    @Test
    void findsAMemberWhoShouldBeGone() {
        Settlement ghost = new Settlement("c2 left", sorted("c1"), look(0, halves()), Map.of());
        assertThat(ghost.isRight()).isFalse();
        assertThat(ghost.faults()).contains("after c2 left: registered are [c1, c2], not [c1]");
    }

    @Test
    void acceptsReadersOneAfterTheOther() {
        Check check = OwnershipChecks.oneReader(Tale.ofACrash().history());
        assertThat(check.passed()).as(check.toString()).isTrue();
        assertThat(check.factsText()).isEqualTo("times that a partition was taken 3, faults none");
    }

    @Test
    void findsTwoReadersAtATime() {
        History history = new Tale()
                .assigned("c1", 0, 0)
                .assigned("c2", 0, 0)
                .revoked("c1", 0, 0)
                .revoked("c2", 0, 0)
                .history();
        failed(OwnershipChecks.oneReader(history), "c2 at partition 0 began before c1 had ended");
    }

    @Test
    void findsAReaderBesideOneWhoNeverStopped() {
        History history = new Tale().assigned("c1", 0, 0).assigned("c2", 0, 0).history();
        failed(OwnershipChecks.oneReader(history), "c2 at partition 0 began before c1 had ended");
    }

    @Test
    void findsReadingAfterThePartitionWasGivenUp() {
        History history = new Tale()
                .assigned("c1", 0, 0)
                .revoked("c1", 0, 0)
                .read("c1", 0, 0, 10)
                .history();
        failed(OwnershipChecks.oneReader(history), "c1 read 0:0-10, which was not its partition then");
    }

    @Test
    void findsAPartitionGivenTwiceOrGivenUpWithoutHavingIt() {
        failed(
                OwnershipChecks.oneReader(
                        new Tale().assigned("c1", 0, 0).assigned("c1", 0, 0).history()),
                "c1 was given partition 0 twice");
        failed(
                OwnershipChecks.oneReader(
                        new Tale().assigned("c1", 1, 0).lost("c1", 0, 0).history()),
                "c1 gave up partition 0 without having it");
    }

    @Test
    void comparesReadersWithTheOwnersInTheTree() {
        Tale tale = new Tale().assigned("c1", 0, 0);
        long during = tale.now() + 1;
        History history = tale.revoked("c1", 0, 0)
                .assigned("c2", 0, 0)
                .revoked("c2", 0, 0)
                .history();
        Check right = OwnershipChecks.readersAreOwners(history, List.of(look(during, Map.of("c1", Set.of(0)))));
        assertThat(right.passed()).as(right.toString()).isTrue();
        failed(
                OwnershipChecks.readersAreOwners(history, List.of(look(during, Map.of("c2", Set.of(0))))),
                "c1 at partition 0 read while the owner was c2");
        failed(
                OwnershipChecks.readersAreOwners(history, List.of(look(during, Map.of()))),
                "c1 at partition 0 read while the owner was nobody");
        failed(OwnershipChecks.readersAreOwners(history, List.of(look(1000, Map.of()))), "readers compared 0");
    }

    @Test
    void nothingMovesWhenABrokerLeaves() {
        Look three = look(0, halves());
        Look two = new Look(
                1, 2, new TreeSet<>(List.of(1, 2)), sorted("c1", "c2"), new TreeMap<>(three.owners()), new TreeMap<>());
        List<Integer> before = List.of(1, 2, 3);
        List<Integer> after = List.of(1, 2);
        assertThat(OwnershipChecks.brokerLeft(before, after, List.of(three, two))
                        .passed())
                .isTrue();
        failed(OwnershipChecks.brokerLeft(before, after, List.of(three, three)), "brokers [1, 2, 3]");
        failed(OwnershipChecks.brokerLeft(after, after, List.of(three, two)), "brokers [1, 2, 3]");
        Look moved =
                new Look(1, 2, new TreeSet<>(List.of(1, 2)), sorted("c1"), owners(Map.of("c1", ALL)), new TreeMap<>());
        failed(OwnershipChecks.brokerLeft(before, after, List.of(three, moved)), "c1: 0-11");
        failed(OwnershipChecks.brokerLeft(before, after, List.of()), "none");
    }

    @Test
    void nothingObservedIsNoPass() {
        assertThat(OwnershipChecks.oneOwnerEach(List.of()).passed()).isFalse();
        assertThat(OwnershipChecks.oneReader(new Tale().history()).passed()).isFalse();
        assertThat(OwnershipChecks.readersAreOwners(Tale.ofACrash().history(), List.of())
                        .passed())
                .isFalse();
    }

    private static Map<String, Set<Integer>> halves() {
        return Map.of("c1", Set.of(0, 1, 2, 3, 4, 5), "c2", Set.of(6, 7, 8, 9, 10, 11));
    }

    private static Settlement settlement(Set<String> alive, Map<String, Set<Integer>> owned) {
        return new Settlement("c2 joined", new TreeSet<>(alive), look(0, owned), owned);
    }

    private static Look look(long atNanos, Map<String, Set<Integer>> owned) {
        return new Look(
                atNanos,
                atNanos + 1,
                new TreeSet<>(List.of(1, 2, 3)),
                new TreeSet<>(owned.keySet()),
                owners(owned),
                new TreeMap<>());
    }

    private static SortedMap<Integer, String> owners(Map<String, Set<Integer>> owned) {
        SortedMap<Integer, String> owners = new TreeMap<>();
        owned.forEach((consumer, partitions) -> partitions.forEach(p -> owners.put(p, consumer)));
        return owners;
    }

    private static SortedSet<String> sorted(String... names) {
        return new TreeSet<>(List.of(names));
    }

    private static void failed(Check check, String why) {
        assertThat(check.passed()).as(check.toString()).isFalse();
        assertThat(check.factsText()).contains(why);
    }
}
