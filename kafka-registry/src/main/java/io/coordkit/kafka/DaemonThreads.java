package io.coordkit.kafka;

import java.util.concurrent.ThreadFactory;

/** Threads that carry the name of what they serve and do not keep the process alive. */
final class DaemonThreads {
    private DaemonThreads() {}

    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
