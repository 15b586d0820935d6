package io.coordkit.benchmarks.footprint;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.load.Session;
import io.coordkit.benchmarks.server.Backend;
import io.coordkit.benchmarks.server.CpuTime;
import io.coordkit.benchmarks.server.Deployment;
import io.coordkit.benchmarks.server.Ensemble;
import io.coordkit.benchmarks.server.ServerProcess;
import io.coordkit.benchmarks.wire.Frames;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Gives one server znodes, sessions and watches, one kind after the other, and looks at its memory in between. */
final class FootprintRun {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final double MEGABYTE = 1 << 20;
    private static final String PARENT = "/footprint";

    private final Holdings holdings;
    private final Deployment deployment;
    private final List<Session> sessions = new ArrayList<>();
    private long touchedNanos = System.nanoTime();

    FootprintRun(Holdings holdings, Deployment deployment) {
        this.holdings = holdings;
        this.deployment = deployment;
    }

    Footprint on(Backend backend) throws IOException {
        try (Ensemble ensemble = Ensemble.start(backend, deployment)) {
            return measure(backend, ensemble.leader());
        } finally {
            for (Session session : sessions) {
                session.close();
            }
        }
    }

    private Footprint measure(Backend backend, ServerProcess server) throws IOException {
        long pid = server.pid();
        long empty = ProcessMemory.liveHeap(pid);
        createZnodes(server.address());
        long withZnodes = ProcessMemory.liveHeap(pid);
        openSessions(server.address());
        long withSessions = ProcessMemory.liveHeap(pid);
        watch();
        long withWatches = ProcessMemory.liveHeap(pid);
        touchAll();
        return new Footprint(
                backend.label(),
                (double) (withZnodes - empty) / holdings.znodes(),
                (double) (withSessions - withZnodes) / holdings.sessions(),
                (double) (withWatches - withSessions) / holdings.watches(),
                withWatches / MEGABYTE,
                ProcessMemory.resident(pid) / MEGABYTE,
                idleCpu(pid));
    }

    private static String znode(int index) {
        return PARENT + "/" + String.format(java.util.Locale.ROOT, "n%09d", index);
    }

    private void createZnodes(InetSocketAddress server) throws IOException {
        try (Session session = Session.open(server, PATIENCE)) {
            session.callAll(List.of(Frames.create(PARENT, new byte[0])));
            for (int from = 0; from < holdings.znodes(); from += 1000) {
                List<byte[]> creates = new ArrayList<>();
                for (int i = from; i < Math.min(holdings.znodes(), from + 1000); i++) {
                    creates.add(Frames.create(znode(i), new byte[Holdings.VALUE_BYTES]));
                }
                session.callAll(creates);
            }
        }
    }

    private void openSessions(InetSocketAddress server) throws IOException {
        while (sessions.size() < holdings.sessions()) {
            sessions.add(Session.open(server, PATIENCE));
            keepAlive();
        }
    }

    private void watch() throws IOException {
        int next = 0;
        for (Session session : sessions) {
            List<byte[]> requests = new ArrayList<>();
            for (int i = 0; i < holdings.watchesEach(); i++) {
                requests.add(Frames.existsWatching(znode(next++ % holdings.znodes())));
            }
            session.callAll(requests);
            keepAlive();
        }
    }

    /** What takes long must not cost those their sessions who have to wait. */
    private void keepAlive() throws IOException {
        if (System.nanoTime() - touchedNanos > KEEP_ALIVE.toNanos()) {
            touchAll();
        }
    }

    private void touchAll() throws IOException {
        touchedNanos = System.nanoTime();
        for (Session session : sessions) {
            session.callAll(List.of(Frames.exists("/")));
        }
    }

    /** Spread over ten seconds, each session asks for the root once. */
    private double idleCpu(long pid) throws IOException {
        CpuTime before = CpuTime.of(pid);
        long start = System.nanoTime();
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).callAll(List.of(Frames.exists("/")));
            sleepUntil(start + IDLE.toNanos() * (i + 1) / sessions.size());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return CpuTime.of(pid).since(before).totalNanos() / 1e6 / seconds;
    }

    private static void sleepUntil(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted", e);
        }
    }
}
