package io.coordkit.cli.demo.rmfailover;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.children.Message;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptState;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoredApplication;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private final Workload workload = new Workload(1_700_000_000_000L);

    @Test
    void anApplicationHasTheSameBytesWhoeverStoresItAndItsAttemptCarriesTheEpoch() {
        String application = "application_1700000000000_0007";
        String attempt = "appattempt_1700000000000_0007_000001";
        SortedMap<String, String> before = workload.content(7, 0);
        SortedMap<String, String> after = workload.content(7, 3);
        assertThat(before).containsOnlyKeys(application, attempt);
        assertThat(after.get(application)).isEqualTo(before.get(application));
        AttemptState state = AttemptState.decode(HexFormat.of().parseHex(after.get(attempt)));
        long containerId = state.masterContainer()
                .flatMap(container -> container.message(1))
                .map(id -> id.int64(3, 0))
                .orElseThrow();
        assertThat(containerId).isEqualTo(3L << 40 | 1);
        assertThat(state.id()).isEqualTo(workload.attemptId(7));
    }

    @Test
    void whatIsLoadedComparesWithWhatWasSubmittedAlsoThroughAMessage() {
        SortedMap<String, String> submitted = workload.content(7, 1);
        ApplicationState application = workload.application(7);
        AttemptState attempt = workload.attempt(7, 1);
        RmState loaded = new RmState(
                new TreeMap<>(Map.of(
                        application.id(),
                        new StoredApplication(application, new TreeMap<>(Map.of(attempt.id(), attempt))))),
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                List.of(),
                Optional.empty());
        assertThat(Workload.content(loaded)).isEqualTo(submitted);

        List<String> lines = submitted.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
        Message active =
                Message.of(Word.ACTIVE).with(Word.EPOCH, 1).with(Word.ZXID, 20).with(Word.RECOVERED, lines);
        assertThat(TakeOver.of("rm2", active)).satisfies(takeOver -> {
            assertThat(takeOver.recovered()).isEqualTo(submitted);
            assertThat(takeOver.applications()).isOne();
        });
    }
}
