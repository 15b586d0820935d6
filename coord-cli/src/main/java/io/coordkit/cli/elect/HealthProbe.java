package io.coordkit.cli.elect;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks the health command again and again, and says when the answer has become another one. */
final class HealthProbe implements AutoCloseable {
    private final Plan.Health health;
    private final Consumer<Boolean> listener;
    private final Thread thread = new Thread(this::work, "coord-health");

    HealthProbe(Plan.Health health, Consumer<Boolean> listener) {
        this.health = health;
        this.listener = listener;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        Optional<Boolean> known = Optional.empty();
        int failures = 0;
        try {
            while (true) {
                failures = isHealthy() ? 0 : failures + 1;
                boolean fit = failures < health.failures() && (failures == 0 || known.orElse(false));
                if (known.isEmpty() || known.get() != fit) {
                    known = Optional.of(fit);
                    listener.accept(fit);
                }
                Thread.sleep(health.every().toMillis());
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isHealthy() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(health.command())
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.INHERIT)
                    .start();
            try {
                return process.waitFor(health.every().toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException notThere) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
