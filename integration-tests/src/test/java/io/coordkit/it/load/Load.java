package io.coordkit.it.load;

import io.coordkit.it.history.History;
import io.coordkit.it.process.Eventually;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Some clients at work, from {@link #start} to {@link #stop}. */
public final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<LoadClient> clients = new ArrayList<>();
    private final List<Future<?>> work = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Load() {}

    /** Starts a client of each habit that use any of the servers, of which enough must serve by now. */
    public static Load start(List<InetSocketAddress> servers, List<Habit> habits, long seed) {
        var load = new Load();
        for (int i = 0; i < habits.size(); i++) {
            load.clients.add(new LoadClient("c" + i, habits.get(i), servers, seed * 1_000 + i));
        }
        load.clients.get(0).furnish();
        load.clients.forEach(client -> load.work.add(load.threads.submit(client::run)));
        return load;
    }

    /** The clients that stay with one session as long as it lives, and how many each has had. */
    public Map<String, Integer> sessionsOfFaithfulClients() {
        return clients.stream()
                .filter(LoadClient::isFaithful)
                .collect(Collectors.toMap(
                        LoadClient::name, client -> client.logs().size()));
    }

    /** Waits until so many more writes have been acknowledged. */
    public void awaitProgress(int writes) throws IOException {
        int enough = acknowledged() + writes;
        Eventually.holds(
                PATIENCE, () -> acknowledged() >= enough || work.stream().anyMatch(Future::isDone));
        if (work.stream().anyMatch(Future::isDone)) {
            throw new AssertionError("a client has ended: " + stopAndCollect());
        }
    }

    /** Lets everybody finish what he does, and do nothing until {@link #resume}. */
    public void pause() throws IOException {
        clients.forEach(client -> client.pause(true));
        Eventually.holds(PATIENCE, () -> clients.stream().allMatch(LoadClient::isIdle));
    }

    /** Ends a pause. */
    public void resume() {
        clients.forEach(client -> client.pause(false));
    }

    /** How many writes have been acknowledged so far. */
    public int acknowledged() {
        return clients.stream().mapToInt(LoadClient::acknowledged).sum();
    }

    /** Stops the load on an ensemble that serves; some sessions and their ephemerals stay, for {@link #history}. */
    public void stop() {
        List<Throwable> failures = stopAndCollect();
        if (!failures.isEmpty()) {
            var failure = new AssertionError("a client failed");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
        settle();
    }

    /** Keeps the sessions alive that are left. */
    public void settle() {
        clients.forEach(client -> client.settle(PATIENCE));
    }

    private List<Throwable> stopAndCollect() {
        clients.forEach(LoadClient::stop);
        var failures = new ArrayList<Throwable>();
        for (Future<?> done : work) {
            try {
                done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            } catch (TimeoutException e) {
                failures.add(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failures.add(e);
            }
        }
        return failures;
    }

    /**
     * After the load has stopped: waits until the ephemerals of ended sessions are gone, reads everything on one server,
     * and returns all that was ever heard.
     */
    public History history(InetSocketAddress server) throws IOException {
        var auditor = new Auditor(server);
        var doomed = new HashSet<String>();
        clients.forEach(client -> doomed.addAll(client.doomedEphemerals()));
        Eventually.holds(PATIENCE, () -> {
            settle();
            return auditor.ephemerals().stream().noneMatch(doomed::contains);
        });
        auditor.readAll();
        settle();
        var logs = new ArrayList<>(List.of(auditor.session().log()));
        clients.forEach(client -> logs.addAll(client.logs()));
        return new History(logs);
    }

    @Override
    public void close() {
        clients.forEach(LoadClient::stop);
        threads.shutdownNow();
    }
}
