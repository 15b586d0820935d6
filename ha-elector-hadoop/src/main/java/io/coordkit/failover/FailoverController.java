package io.coordkit.failover;

import io.coordkit.elector.Elector;
import io.coordkit.elector.ElectorConfig;
import io.coordkit.failover.machine.ControllerMachine;
import io.coordkit.failover.machine.Health;
import io.coordkit.failover.machine.Instruction;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceProtocol.HAServiceState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one service in its place in an active/standby group: watches its health, takes part in the election for it, tells it
 * what it is to be, and fences the old active.
 *
 * <p>It shares the election and the protocol between controllers with Hadoop's {@code ZKFailoverController}, so a group may
 * have controllers of both kinds, and {@code haadmin -failover} talks to either. The parent znode must exist and fencing be
 * configured: {@link FailoverCommand} looks after both. Thread-safe.
 */
public final class FailoverController implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FailoverController.class);

    private final ServiceGroup group;
    private final LocalService service;
    private final Elector elector;
    private final HealthMonitor monitor;
    private final ControllerServer server;
    private final Attempts attempts = new Attempts();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final ScheduledThreadPoolExecutor thread;

    /** Belongs to {@link #thread}. */
    private final ControllerMachine machine = new ControllerMachine();

    private final Instruction.Handler driver = new Driver();
    private volatile Health health = Health.INITIALIZING;
    private volatile HAServiceState expected = HAServiceState.INITIALIZING;
    private volatile long participation;

    /**
     * A controller that does nothing yet, except that its port is bound.
     *
     * @throws IOException when the configuration names a file that cannot be read, or the port is taken
     * @throws IllegalArgumentException when the configuration lacks something or is malformed
     */
    public FailoverController(Configuration configuration, ServiceGroup group) throws IOException {
        this.group = group;
        Configuration conf = HadoopElections.narrowed(configuration, group.name(), group.member());
        ElectorConfig config = HadoopElections.ofControllers(conf, group.name());
        Timeouts timeouts = Timeouts.of(conf);
        this.service = new LocalService(conf, group.local(), timeouts);
        this.thread = new ScheduledThreadPoolExecutor(1, this::newThread, new ThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.elector = new Elector(
                config,
                new ElectionResults(
                        group, service, new Fencing(conf, timeouts), attempts, () -> participation, new Reports()));
        this.monitor = new HealthMonitor(conf, group.local(), new Vitals());
        GracefulFailover failover =
                new GracefulFailover(conf, config, group, attempts, timeouts, () -> health, () -> expected);
        this.server = new ControllerServer(conf, group, this, failover);
    }

    private Thread newThread(Runnable work) {
        Thread created = new Thread(work, "coord-failover " + group.name());
        created.setDaemon(true);
        return created;
    }

    /** Starts to listen, to watch, and, once the service is healthy, to take part in the election. */
    public void start() {
        thread.prestartCoreThread();
        server.start();
        monitor.start();
    }

    /** What is known of the service's health at this moment. */
    public Health health() {
        return health;
    }

    /** What the election has made of the service; INITIALIZING while it takes no part or nothing is decided. */
    public HAServiceState expectedState() {
        return expected;
    }

    /** Waits until the controller cannot go on, and returns why; it then still has to be closed. */
    public String awaitFailure() throws InterruptedException {
        try {
            return failure.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Makes the local service standby and keeps it out of the election for a while; returns when others can win. If the
     * service does not become standby, it leaves the election all the same, to be fenced by the next active.
     *
     * @param millis how long; 0 or less ends an earlier request, so that the service takes part again at once
     */
    public void cedeActive(int millis) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.execute(() -> {
            if (millis <= 0) {
                step(machine::onRecalled);
            } else {
                cede(millis);
            }
            done.complete(null);
        });
        if (thread.isShutdown()) {
            throw new IOException("the failover controller is closed");
        }
        done.join();
    }

    private void cede(int millis) {
        boolean standby = true;
        try {
            service.giveWay();
        } catch (IOException refused) {
            LOG.warn("service={} gives way but does not become standby: {}", service, refused.getMessage());
            standby = false;
        }
        try {
            boolean isStandby = standby;
            step(now -> machine.onCeded(TimeUnit.MILLISECONDS.toNanos(millis), isStandby, now));
        } finally {
            service.stopGivingWay();
        }
    }

    private void step(LongFunction<List<Instruction>> event) {
        try {
            List<Instruction> instructions = event.apply(System.nanoTime());
            publish();
            instructions.forEach(instruction -> instruction.perform(driver));
        } catch (RuntimeException bug) {
            LOG.error("group={} failover controller broken", group.name(), bug);
            failure.complete("the failover controller is broken: " + bug);
        }
    }

    private void publish() {
        health = machine.health();
        expected = machine.expected();
    }

    private void post(LongFunction<List<Instruction>> event) {
        thread.execute(() -> step(event));
    }

    /**
     * Stops watching and listening and leaves the election. The service stays what it is, so the breadcrumb stays, too, and
     * the next active fences it.
     */
    @Override
    public void close() {
        monitor.close();
        server.close();
        thread.shutdownNow();
        elector.close();
        failure.complete("closed");
    }

    /** Carries out what the machine decides. */
    private final class Driver implements Instruction.Handler {
        @Override
        public void join(Instruction.Join join) {
            participation = join.participation();
            elector.joinElection(group.localData());
        }

        @Override
        public void quit(Instruction.Quit quit) {
            elector.quitElection(quit.needFence());
        }

        @Override
        public void recheck(Instruction.Recheck recheck) {
            var unused = thread.schedule(() -> step(machine::onRecheck), recheck.delayNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void fail(Instruction.Fail fail) {
            LOG.error("group={} fatal: {}", group.name(), fail.reason());
            failure.complete(fail.reason());
        }
    }

    /** What the monitor says becomes events of the machine. */
    private final class Vitals implements HealthMonitor.Listener {
        @Override
        public void entered(Health entered) {
            post(now -> machine.onHealth(entered, now));
        }

        @Override
        public void reported(HAServiceState state) {
            post(now -> machine.onReported(state, now));
        }
    }

    /** What the election has done becomes events of the machine. */
    private final class Reports implements ElectionResults.Listener {
        @Override
        public void becameActive(long by) {
            post(now -> {
                machine.onBecameActive(by);
                return List.of();
            });
        }

        @Override
        public void becameStandby(long by) {
            post(now -> {
                machine.onBecameStandby(by);
                return List.of();
            });
        }

        @Override
        public void failed(String reason) {
            driver.fail(new Instruction.Fail(reason));
        }
    }
}
