package io.coordkit.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerStatsTest {
    private final ServerStats stats = new ServerStats();

    @Test
    void connectionsWithoutTlsAreCountedByWhereTheyComeFrom() {
        stats.onPlainConnection(true);
        stats.onPlainConnection(false);
        stats.onPlainConnection(false);
        assertThat(stats.plainLocal()).isEqualTo(1);
        assertThat(stats.plainRemote()).isEqualTo(2);
    }

    @Test
    void aFailedHandshakeIsAFailedProofOfIdentity() {
        stats.onHandshakeFailed();
        stats.onAuthFailed();
        assertThat(stats.count(Count.HANDSHAKE_FAILED)).isEqualTo(1);
        assertThat(stats.authFailures()).isEqualTo(2);
    }

    @Test
    void resetForgetsTheTraffic() {
        stats.add(Count.LOOKING);
        stats.add(Measure.ELECTION, 7);
        stats.onReceived();
        stats.onReply(100);
        stats.onAnswered(3, true);
        stats.onAcknowledged(2, 5);
        stats.onProposed(80);
        stats.onWritten("/a/b", 1);
        stats.reset();
        assertThat(stats.count(Count.LOOKING)).isZero();
        assertThat(stats.count(Count.RESPONSE_BYTES)).isZero();
        assertThat(stats.measured(Measure.ELECTION).count()).isZero();
        assertThat(stats.measured(Measure.UPDATE).count()).isZero();
        assertThat(stats.received()).isZero();
        assertThat(stats.sent()).isZero();
        assertThat(stats.latency().count()).isZero();
        assertThat(stats.acknowledgements().get(2)).matches(latencies -> latencies.count() == 0);
        assertThat(stats.writtenSizes().byNamespace().get("a").count()).isZero();
    }

    @Test
    void resetKeepsWhatAnOperatorMustNotOverlook() {
        stats.onPlainConnection(true);
        stats.onPlainConnection(false);
        stats.onAuthFailed();
        stats.onForced(2_000, 1, true);
        stats.reset();
        assertThat(stats.plainLocal()).isEqualTo(1);
        assertThat(stats.plainRemote()).isEqualTo(1);
        assertThat(stats.authFailures()).isEqualTo(1);
        assertThat(stats.slowForces()).isEqualTo(1);
    }

    @Test
    void theManagementBeanForgetsWhatItShows() {
        stats.onPlainConnection(true);
        stats.onPlainConnection(false);
        stats.onAuthFailed();
        stats.onForced(2_000, 1, true);
        stats.onReceived();
        stats.onReply(100);
        stats.onAnswered(3, true);
        stats.resetSummary();
        assertThat(stats.plainLocal()).isZero();
        assertThat(stats.plainRemote()).isZero();
        assertThat(stats.authFailures()).isZero();
        assertThat(stats.slowForces()).isZero();
        assertThat(stats.received()).isZero();
        assertThat(stats.sent()).isZero();
        assertThat(stats.latency().count()).isZero();
        assertThat(stats.measured(Measure.UPDATE).count()).isEqualTo(1);
        assertThat(stats.count(Count.RESPONSE_BYTES)).isEqualTo(100);
    }

    @Test
    void theManagementBeanForgetsOneThingAfterTheOther() {
        stats.onPlainConnection(true);
        stats.onAuthFailed();
        stats.onForced(2_000, 1, true);
        stats.onProposed(100);
        stats.onAnswered(3, true);
        stats.onAnswered(9, true);
        stats.resetMaxLatency();
        assertThat(stats.latency().max()).isEqualTo(3);
        assertThat(stats.latency().average()).isEqualTo(6);
        stats.resetLatency();
        assertThat(stats.latency().count()).isZero();
        assertThat(stats.slowForces()).isEqualTo(1);
        stats.resetSlowForces();
        assertThat(stats.slowForces()).isZero();
        assertThat(stats.authFailures()).isEqualTo(1);
        stats.resetAuthFailures();
        assertThat(stats.authFailures()).isZero();
        assertThat(stats.plainLocal()).isEqualTo(1);
        stats.resetPlainConnections();
        assertThat(stats.plainLocal()).isZero();
        assertThat(stats.proposals().last()).isEqualTo(100);
        stats.resetProposals();
        assertThat(stats.proposals().last()).isEqualTo(-1);
    }
}
