package io.coordkit.benchmarks.rmstore;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.event.Dispatcher;
import org.apache.hadoop.yarn.event.Event;
import org.apache.hadoop.yarn.event.EventHandler;
import org.apache.hadoop.yarn.server.resourcemanager.RMFatalEvent;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore.RMState;

/** The measured process: one store, which stores applications or loads what is there, and says on standard output what that took. */
final class StoreProgram {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final double MEGABYTE = 1 << 20;

    private StoreProgram() {}

    /** Arguments: kind, connect string, parent path, split index, and how many to store, 0 to load. */
    public static void main(String[] args) throws Exception {
        YarnConfiguration configuration = new YarnConfiguration();
        configuration.set("hadoop.zk.address", args[1]);
        configuration.set(YarnConfiguration.ZK_RM_STATE_STORE_PARENT_PATH, args[2]);
        configuration.set(YarnConfiguration.ZK_APPID_NODE_SPLIT_INDEX, args[3]);
        int count = Integer.parseInt(args[4]);
        CountDownLatch saved = new CountDownLatch(count);
        RMStateStore store = StoreKind.valueOf(args[0]).create();
        store.setResourceManager(new ResourceManager());
        store.setRMDispatcher(new Answers(saved));
        store.init(configuration);
        store.start();
        store.checkVersion();
        store.getAndIncrementEpoch();
        Figures figures = count == 0 ? load(store) : store(store, count, saved);
        System.out.println(new ObjectMapper().writeValueAsString(figures));
        store.stop();
    }

    private static Figures load(RMStateStore store) throws Exception {
        long start = System.nanoTime();
        RMState state = store.loadState();
        double seconds = (System.nanoTime() - start) / 1e9;
        int applications = state.getApplicationState().size();
        if (state.getApplicationState().values().stream().anyMatch(app -> app.attempts.size() != 1)) {
            throw new IllegalStateException("an application has not one attempt");
        }
        return figures(applications, seconds, state);
    }

    /** As a resource manager does: it hands in what is new and goes on, and is told of each that is saved. */
    private static Figures store(RMStateStore store, int count, CountDownLatch saved) throws Exception {
        store.loadState();
        long start = System.nanoTime();
        for (int number = 1; number <= count; number++) {
            store.storeNewApplication(Applications.submitted(number));
        }
        if (!saved.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(saved.getCount() + " applications were not saved");
        }
        return figures(count, (System.nanoTime() - start) / 1e9, store);
    }

    private static Figures figures(int applications, double seconds, Object held) throws IOException {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        double heap = memory.getHeapMemoryUsage().getUsed() / MEGABYTE;
        java.lang.ref.Reference.reachabilityFence(held);
        double cpu = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e9;
        return new Figures(applications, seconds, heap, peakMegabytes(), cpu);
    }

    private static double peakMegabytes() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(each -> each.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }

    /** In a resource manager's place: counts what was saved, and ends the process if something could not be. */
    private record Answers(CountDownLatch saved) implements Dispatcher {

        @Override
        @SuppressWarnings("rawtypes")
        public EventHandler<Event> getEventHandler() {
            return event -> {
                if (event instanceof RMFatalEvent fatal) {
                    System.err.println("the store failed: " + fatal);
                    Runtime.getRuntime().halt(1);
                }
                saved.countDown();
            };
        }

        @Override
        @SuppressWarnings("rawtypes")
        public void register(Class<? extends Enum> type, EventHandler handler) {
            throw new UnsupportedOperationException("the store registers nothing");
        }
    }
}
