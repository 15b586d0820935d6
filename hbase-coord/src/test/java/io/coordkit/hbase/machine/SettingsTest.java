package io.coordkit.hbase.machine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.paths.Generation;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Settings with which a manager or worker could not do its work are refused when they are made. */
class SettingsTest {
    private static final ManagerSettings MANAGER = ManagerSettings.DEFAULT;
    private static final WorkerSettings WORKER = WorkerSettings.DEFAULT;

    @Test
    void impossibleManagersAreRefused() {
        refused(Map.of(
                "timeoutMs", List.of(() -> MANAGER.withTimeoutMs(0), () -> MANAGER.withTimeoutMs(-1)),
                "unassignedTimeoutMs", List.of(() -> MANAGER.withUnassignedTimeoutMs(0)),
                "maxResubmits", List.of(() -> MANAGER.withMaxResubmits(-1)),
                "createRetries", List.of(() -> new ManagerSettings(Generation.HBASE_2, 1, 0, 1, -1))));
    }

    @Test
    void impossibleWorkersAreRefused() {
        refused(Map.of(
                "maxTasks", List.of(() -> WORKER.withMaxTasks(0)),
                "reportPeriodMs", List.of(() -> WORKER.withReportPeriodMs(0)),
                "idlePauseMs", List.of(() -> WORKER.withPausesMs(0, 0, 0)),
                "claim pause", List.of(() -> WORKER.withPausesMs(2, 1, 1), () -> WORKER.withPausesMs(-1, 1, 1))));
    }

    private static void refused(Map<String, List<ThrowingCallable>> settings) {
        settings.forEach((name, attempts) -> attempts.forEach(attempt -> assertThatThrownBy(attempt)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)));
    }
}
