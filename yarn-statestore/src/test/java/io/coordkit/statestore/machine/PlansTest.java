package io.coordkit.statestore.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.Samples;
import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.AttemptId;
import io.coordkit.statestore.record.ReservationId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlansTest {

    private static final byte[] DATA = {1};
    private final StorePaths paths = new StorePaths("/rmstore");
    private final TreeModel tree = new TreeModel(paths.directories());

    private ApplicationPlans applications(int split) {
        return new ApplicationPlans(paths, Layouts.unknown(new SplitIndex(split)));
    }

    private AttemptPlans attempts(int split) {
        return new AttemptPlans(paths, Layouts.unknown(new SplitIndex(split)));
    }

    private SecretPlans secrets(int split) {
        return new SecretPlans(paths, Layouts.unknown(new SplitIndex(split)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void whatIsStoredAndRemovedLeavesNothingBehind(int split) {
        List<String> empty = tree.nodes();
        AttemptId attempt = new AttemptId(Samples.id(1), 1);
        assertThat(applications(split).store(Samples.id(1), DATA).run(tree)).isTrue();
        assertThat(attempts(split).store(attempt, DATA).run(tree)).isEqualTo(AttemptPlans.Result.CREATED);
        assertThat(tree.nodes())
                .contains(
                        paths.application(Samples.id(1), new SplitIndex(split)).leaf())
                .contains(paths.attempt(attempt, new SplitIndex(split)));
        assertThat(applications(split).remove(Samples.id(1)).run(tree)).isTrue();
        assertThat(tree.nodes()).isEqualTo(empty);
        assertThat(applications(split).remove(Samples.id(1)).run(tree)).isFalse();
    }

    @Test
    void aPlanComesWithItsFirstReservationAndGoesWithItsLast() {
        List<String> empty = tree.nodes();
        ReservationPlans plans = new ReservationPlans(paths);
        ReservationId first = new ReservationId(Samples.CLUSTER, 1);
        ReservationId second = new ReservationId(Samples.CLUSTER, 2);
        assertThat(plans.store("root.a", first, DATA).run(tree)).isTrue();
        assertThat(plans.store("root.a", second, DATA).run(tree)).isTrue();
        assertThat(plans.store("root.a", second, DATA).run(tree)).isFalse();
        assertThat(plans.remove("root.a", first).run(tree)).isTrue();
        assertThat(tree.nodes()).contains(paths.plan("root.a"));
        assertThat(plans.remove("root.a", first).run(tree)).isFalse();
        assertThat(plans.remove("root.a", second).run(tree)).isTrue();
        assertThat(tree.nodes()).isEqualTo(empty);
    }

    @Test
    void nodesOfAnEarlierLayoutAreFoundAndStayWhereTheyAre() {
        AttemptId attempt = new AttemptId(Samples.id(1), 1);
        applications(3).store(Samples.id(1), DATA).run(tree);
        List<String> before = tree.nodes();
        assertThat(applications(1).store(Samples.id(1), DATA).run(tree)).isFalse();
        assertThat(applications(1).update(Samples.id(1), DATA).run(tree)).isTrue();
        assertThat(tree.nodes()).isEqualTo(before);
        assertThat(attempts(0).update(attempt, DATA).run(tree)).isEqualTo(AttemptPlans.Result.CREATED);
        assertThat(attempts(2).update(attempt, DATA).run(tree)).isEqualTo(AttemptPlans.Result.CHANGED);
        assertThat(attempts(2).store(attempt, DATA).run(tree)).isEqualTo(AttemptPlans.Result.KEPT);
        assertThat(attempts(2).remove(attempt).run(tree)).isTrue();
        assertThat(tree.nodes()).isEqualTo(before);
    }

    @Test
    void aPrefixStaysWhileOthersNeedIt() {
        applications(1).store(Samples.id(1), DATA).run(tree);
        applications(1).store(Samples.id(2), DATA).run(tree);
        applications(1).remove(Samples.id(1)).run(tree);
        assertThat(tree.nodes())
                .contains(paths.application(Samples.id(2), new SplitIndex(1)).leaf());
    }

    @Test
    void theLikelyTransactionIsTheOnlyOne() {
        Layouts known = Layouts.unknown(SplitIndex.NONE).keepOnly(Set.of());
        ApplicationPlans plans = new ApplicationPlans(paths, known);
        plans.store(Samples.id(1), DATA).run(tree);
        plans.update(Samples.id(1), DATA).run(tree);
        new AttemptPlans(paths, known)
                .store(new AttemptId(Samples.id(1), 1), DATA)
                .run(tree);
        assertThat(tree.transactions).hasSize(3).allSatisfy(ops -> assertThat(ops)
                .hasSize(1));
    }

    @Test
    void anAttemptNeedsItsApplication() {
        AttemptId attempt = new AttemptId(Samples.id(1), 1);
        assertThat(attempts(0).store(attempt, DATA).run(tree)).isEqualTo(AttemptPlans.Result.NO_APPLICATION);
        assertThat(attempts(0).update(attempt, DATA).run(tree)).isEqualTo(AttemptPlans.Result.NO_APPLICATION);
        assertThat(attempts(0).remove(attempt).run(tree)).isFalse();
    }

    @Test
    void manyAttemptsAreRemovedInBoundedTransactions() {
        applications(0).store(Samples.id(1), DATA).run(tree);
        int count = 2 * ApplicationPlans.DELETES_MAX + 1;
        for (int i = 1; i <= count; i++) {
            attempts(0).store(new AttemptId(Samples.id(1), i), DATA).run(tree);
        }
        tree.transactions.clear();
        assertThat(applications(0).remove(Samples.id(1)).run(tree)).isTrue();
        assertThat(tree.transactions)
                .extracting(List::size)
                .containsExactly(ApplicationPlans.DELETES_MAX, ApplicationPlans.DELETES_MAX, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void aTokenAndItsNumberAreOneTransaction(int split) {
        List<String> empty = tree.nodes();
        assertThat(secrets(split).storeToken(7, DATA).run(tree)).isTrue();
        assertThat(tree.transactions.get(tree.transactions.size() - 1))
                .extracting(StoreOp::path)
                .containsExactly(paths.token(7, new SplitIndex(split)).leaf(), paths.sequenceNumber());
        assertThat(secrets(0).updateToken(7, DATA).run(tree)).isTrue();
        assertThat(secrets(split).storeToken(7, DATA).run(tree)).isFalse();
        assertThat(secrets(2).removeToken(7).run(tree)).isTrue();
        assertThat(secrets(2).removeToken(7).run(tree)).isFalse();
        assertThat(secrets(split).updateToken(8, DATA).run(tree)).isFalse();
        assertThat(secrets(split).removeToken(8).run(tree)).isTrue();
        assertThat(tree.nodes()).isEqualTo(empty);
    }

    @Test
    void masterKeys() {
        assertThat(secrets(0).storeKey(3, DATA).run(tree)).isTrue();
        assertThat(secrets(0).storeKey(3, DATA).run(tree)).isFalse();
        assertThat(secrets(0).removeKey(3).run(tree)).isTrue();
        assertThat(secrets(0).removeKey(3).run(tree)).isFalse();
    }

    @Test
    void aStoreWithoutItsDirectoriesIsBroken() {
        TreeModel nothing = new TreeModel(List.of());
        assertThatThrownBy(() -> applications(0).store(Samples.id(1), DATA).run(nothing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RMAppRoot");
    }
}
