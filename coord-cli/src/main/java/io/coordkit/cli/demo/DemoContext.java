package io.coordkit.cli.demo;

import io.coordkit.cli.demo.children.ChildProcesses;
import io.coordkit.cli.demo.narration.Narrator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a demo runs with. It belongs to one run of one demo.
 *
 * @param ensemble on which it runs
 * @param workDirectory an empty directory for the demo's files; deleted when all demos passed
 * @param children starts child processes, and ends them after the demo
 * @param narrator tells the story; its {@code at()} is the demo's clock
 */
public record DemoContext(DemoEnsemble ensemble, Path workDirectory, ChildProcesses children, Narrator narrator) {

    private static final long POLL_MILLIS = 20;

    /**
     * For Curator or ZooKeeper clients. May end in a chroot: a demo that runs against somebody's ensemble gets a subtree of
     * its own there, so paths like {@code /rmstore} never touch real ones.
     */
    public String connectString() {
        return ensemble.connectString();
    }

    /**
     * Waits until a condition holds, looking about every 20 ms.
     *
     * @param what the condition in words, for the failure: {@code "every partition has an owner"}
     * @return how long it took
     * @throws TimeoutException when it did not hold in time
     * @throws Exception what the condition throws
     */
    public Duration await(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        long began = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - began > atMost.toNanos()) {
                throw new TimeoutException("not within " + atMost.toMillis() + " ms: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
