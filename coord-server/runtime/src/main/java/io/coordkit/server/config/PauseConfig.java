package io.coordkit.server.config;

import java.time.Duration;
import java.util.Optional;

/**
 * When the operator hears that the whole process stood still.
 *
 * @param sleep how long to sleep between two looks at the clock; {@code jvm.pause.sleep.time.ms}
 * @param info standing still for longer is logged; {@code jvm.pause.info-threshold.ms}
 * @param warn for longer than this, as a warning; {@code jvm.pause.warn-threshold.ms}
 */
public record PauseConfig(Duration sleep, Duration info, Duration warn) {
    /** Nothing unless {@code jvm.pause.monitor} asks for it. */
    static Optional<PauseConfig> read(Settings settings) throws ConfigException {
        boolean wanted = settings.flag("jvm.pause.monitor", false);
        PauseConfig config = new PauseConfig(
                millis(settings, "jvm.pause.sleep.time.ms", 500, 1),
                millis(settings, "jvm.pause.info-threshold.ms", 1_000, 0),
                millis(settings, "jvm.pause.warn-threshold.ms", 10_000, 0));
        return wanted ? Optional.of(config) : Optional.empty();
    }

    private static Duration millis(Settings settings, String key, long fallback, long min) throws ConfigException {
        return Duration.ofMillis(settings.number(key, fallback, min, Integer.MAX_VALUE));
    }
}
