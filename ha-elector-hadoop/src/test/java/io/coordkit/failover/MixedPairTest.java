package io.coordkit.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.failover.Guard.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceProtocol.HAServiceState;
import org.apache.hadoop.ha.ZKFCProtocol;
import org.apache.hadoop.ipc.RPC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two services, one under our controller and one under Hadoop's {@code ZKFailoverController}, in both places. */
final class MixedPairTest {
    @TempDir
    Path directory;

    private Pair pair;
    private Service first;
    private Service second;

    @BeforeEach
    void start() throws Exception {
        pair = new Pair(directory, new Configuration());
        pair.format();
        first = pair.service(0);
        second = pair.service(1);
    }

    @AfterEach
    void stop() {
        pair.close();
    }

    /** The first is active, the second standby. */
    private Guard begin(Kind a, Kind b) throws Exception {
        Guard guard = pair.guard(0, a);
        Await.until("first active", first::isActive);
        pair.guard(1, b);
        Await.until("second told", () -> second.told.contains("standby REQUEST_BY_ZKFC"));
        assertThat(first.told).containsExactly("active REQUEST_BY_ZKFC");
        assertThat(pair.status().settled()).isTrue();
        assertThat(pair.status().lock().orElseThrow().info()).isEqualTo(pair.info(0));
        return guard;
    }

    @ParameterizedTest
    @CsvSource({"OURS,HADOOPS", "HADOOPS,OURS", "OURS,OURS"})
    void anIllActiveIsAskedToStepDownAndComesBackWhenItIsWell(Kind a, Kind b) throws Exception {
        begin(a, b);
        first.healthy = false;
        Await.until("second active", second::isActive);
        assertThat(first.told).containsExactly("active REQUEST_BY_ZKFC", "standby REQUEST_BY_ZKFC");

        first.healthy = true;
        second.healthy = false;
        Await.until("first active again", first::isActive);
        assertThat(second.state).isEqualTo(HAServiceState.STANDBY);
        assertThat(first.told).doesNotContain("switched off");
        assertThat(second.told).doesNotContain("switched off");
    }

    @ParameterizedTest
    @CsvSource({"OURS,HADOOPS", "HADOOPS,OURS"})
    void anActiveThatAnswersNobodyIsFencedByForce(Kind a, Kind b) throws Exception {
        begin(a, b);
        first.close();
        Await.until("second active", second::isActive);
        assertThat(first.told).containsExactly("active REQUEST_BY_ZKFC", "switched off");
    }

    @ParameterizedTest
    @CsvSource({"OURS,HADOOPS", "HADOOPS,OURS"})
    void aServiceWithoutItsControllerIsAskedToStepDown(Kind a, Kind b) throws Exception {
        Guard guard = begin(a, b);
        guard.close();
        Await.until("second active", second::isActive);
        assertThat(first.told).containsExactly("active REQUEST_BY_ZKFC", "standby REQUEST_BY_ZKFC");
    }

    @ParameterizedTest
    @CsvSource({"OURS,HADOOPS", "HADOOPS,OURS", "OURS,OURS"})
    void anAdministratorMovesTheActiveToAndFro(Kind a, Kind b) throws Exception {
        begin(a, b);
        failOverTo(1);
        assertThat(second.isActive()).isTrue();
        assertThat(first.isStandby()).isTrue();
        failOverTo(1); // nothing to do
        failOverTo(0);
        assertThat(first.isActive()).isTrue();
        assertThat(second.isStandby()).isTrue();
        assertThat(first.told).doesNotContain("switched off");
        assertThat(second.told).doesNotContain("switched off");
        assertThat(pair.status().breadcrumb().orElseThrow().version())
                .as("each left in good order and took its breadcrumb away")
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"OURS,HADOOPS", "HADOOPS,OURS"})
    void anIllServiceIsNoTargetOfAFailover(Kind a, Kind b) throws Exception {
        begin(a, b);
        second.healthy = false;
        Await.until("its controller knows", () -> !pair.guards.get(1).isContent());
        assertThatThrownBy(() -> failOverTo(1)).isInstanceOf(IOException.class).hasMessageContaining("healthy");
        assertThat(first.isActive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"OURS,HADOOPS", "HADOOPS,OURS"})
    void aServiceThatDoesNotBecomeActiveFailsTheFailover(Kind a, Kind b) throws Exception {
        begin(a, b);
        second.willing = false;
        assertThatThrownBy(() -> failOverTo(1)).hasMessageContaining("unwilling");
        second.willing = true;
        Await.until("one is active", () -> first.isActive() != second.isActive());
    }

    @ParameterizedTest
    @CsvSource({"OURS,HADOOPS", "HADOOPS,OURS"})
    void aServiceThatSomebodyElseMadeStandbyLosesItsPlace(Kind a, Kind b) throws Exception {
        begin(a, b);
        first.state = HAServiceState.STANDBY;
        Await.until("second active", second::isActive);
        Await.until(
                "first is in the election again",
                () -> first.told.stream()
                                .filter("standby REQUEST_BY_ZKFC"::equals)
                                .count()
                        >= 2);
        assertThat(second.isActive()).isTrue();
    }

    private void failOverTo(int member) throws Exception {
        ZKFCProtocol controller = pair.target(member).getZKFCProxy(pair.conf, 60_000);
        try {
            controller.gracefulFailover();
        } finally {
            RPC.stopProxy(controller);
        }
    }
}
