package io.coordkit.benchmarks;

import io.coordkit.benchmarks.failover.Writers;
import io.coordkit.benchmarks.report.Demand;
import io.coordkit.benchmarks.report.Gaps;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.Ensemble;
import io.coordkit.benchmarks.server.ServerProcess;
import io.coordkit.benchmarks.wire.Operation;
import io.coordkit.benchmarks.wire.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A fresh ensemble of one backend whose leader is killed, again and again, while others write. */
final class FailoverRound {
    /** So that every writer writes steadily before and after a kill, however low the rate. */
    private static final int WRITES_EACH_MIN = 10;

    private final Settings settings;
    private final Workload workload;
    private final Failover failover;

    FailoverRound(Settings settings, Workload workload, Failover failover) {
        this.settings = settings;
        this.workload = workload;
        this.failover = failover;
    }

    /** As many writers as other shapes have connections, each with one request at a time, at the fixed rate together. */
    static Demand demand(Traffic traffic) {
        return new Demand(traffic.connections(), 1, traffic.perSecond());
    }

    Gaps run(Backend backend) throws IOException {
        try (WarmEnsemble servers = WarmEnsemble.start(settings, workload, Operation.SET, backend)) {
            List<Double> millis = new ArrayList<>();
            for (int kill = 1; kill <= settings.kills(); kill++) {
                millis.add(killLeader(servers).toNanos() / 1e6);
            }
            return new Gaps(millis);
        }
    }

    /** Leaves the ensemble complete: the killed server is back and in step with the new leader. */
    private Duration killLeader(WarmEnsemble servers) throws IOException {
        Ensemble ensemble = servers.ensemble();
        ServerProcess leader = ensemble.leader();
        Duration gap;
        try (Writers writers = startWriters(servers)) {
            writers.awaitEach(writesEach());
            gap = writers.longestPause(leader::kill, writesEach());
        } catch (BenchmarkFailure e) {
            throw new BenchmarkFailure(e.getMessage() + "\n" + ensemble.lastWords());
        }
        leader.restart();
        ensemble.awaitServing();
        return gap;
    }

    private Writers startWriters(WarmEnsemble servers) throws IOException {
        int writers = settings.traffic().connections();
        return Writers.start(
                servers.ensemble().addresses(failover.placement(), writers),
                servers.ensemble().addresses(),
                servers.streams(failover.label(), writers),
                settings.traffic().perSecond());
    }

    private int writesEach() {
        long writes = settings.times().settle().toMillis() * settings.traffic().perSecond() / 1000;
        return (int) Math.max(WRITES_EACH_MIN, writes / settings.traffic().connections());
    }
}
