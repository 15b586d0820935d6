package io.coordkit.it.crash;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kill -9 in the middle of pipelined writes, again and again on the same directory. */
class CrashTest {

    private static final long SEED = 20_260_101;
    private static final int ROUNDS = 6;
    private static final int CLIENTS = 3;
    private static final int MOST_ACKS_BEFORE_DEATH = 3_000;

    /** Small enough that some deaths fall into a snapshot or the change of a log file. */
    private static final ZooCfg CFG =
            ZooCfg.standalone().with("snapCount", "500").with("preAllocSize", "256");

    @TempDir
    Path home;

    @Test
    void acknowledgedWritesSurviveAndNoneHappensTwice() throws Exception {
        var random = new Random(SEED);
        var history = new ArrayList<Pipeliner>();
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = ServerProcess.start(Backend.SUBJECT, home, CFG)) {
                verify(server, history);
                history.addAll(runUntilKilled(server, round, 1 + random.nextInt(MOST_ACKS_BEFORE_DEATH)));
            }
        }
        try (ServerProcess server = ServerProcess.start(Backend.SUBJECT, home, CFG)) {
            verify(server, history);
        }
    }

    private static void verify(ServerProcess server, List<Pipeliner> history) throws IOException {
        for (Pipeliner client : history) {
            new Autopsy(server.port(), client).verify();
        }
    }

    private static List<Pipeliner> runUntilKilled(ServerProcess server, int round, int acksBeforeDeath)
            throws Exception {
        var clients = new ArrayList<Pipeliner>();
        var work = new ArrayList<Future<?>>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                var client = new Pipeliner(server.port(), "/round" + round + "-" + i);
                clients.add(client);
                work.add(threads.submit(() -> {
                    client.sendAll();
                    return null;
                }));
                work.add(threads.submit(() -> {
                    client.receiveAll();
                    return null;
                }));
            }
            Eventually.holds(
                    Duration.ofSeconds(60),
                    () -> clients.stream().mapToInt(Pipeliner::acknowledged).sum() >= acksBeforeDeath
                            || work.stream().anyMatch(Future::isDone));
            server.process().kill9();
            for (Future<?> done : work) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return clients;
    }
}
