package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptId;
import io.coordkit.statestore.record.AttemptState;
import io.coordkit.statestore.record.DelegationToken;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoredApplication;
import java.nio.file.Path;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations against maps in memory: every answer and every load must be the model's, across reigns and changes of
 * the layout, and a writer that was fenced must not change anything.
 */
class StoreModelTest {

    private static final int OPERATIONS = 400;
    private static final int APPLICATIONS = 12;

    private final SortedMap<ApplicationId, ApplicationState> applications = new TreeMap<>();
    private final SortedMap<AttemptId, AttemptState> attempts = new TreeMap<>();
    private final SortedMap<Integer, DelegationToken> tokens = new TreeMap<>();
    private int sequenceNumber;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theStoreIsItsModel(long seed, @TempDir Path directory) throws Exception {
        Random random = new Random(seed);
        try (TestServer server = TestServer.start(directory, 200)) {
            Member active = takeOver(server, random);
            for (int i = 0; i < OPERATIONS; i++) {
                if (random.nextInt(40) == 0) {
                    Member former = active;
                    active = takeOver(server, random);
                    refused(former, random);
                    former.close();
                }
                step(active.store, random, "seed " + seed + ", operation " + i);
            }
            check(active.store.load());
            active.close();
        }
    }

    private Member takeOver(TestServer server, Random random) throws Exception {
        SplitIndex applicationSplit = new SplitIndex(random.nextInt(5));
        SplitIndex tokenSplit = new SplitIndex(random.nextInt(5));
        Member member = Member.active(
                server, "rm:" + random.nextInt(3), settings -> settings.withSplits(applicationSplit, tokenSplit));
        check(member.store.load());
        return member;
    }

    private static void refused(Member former, Random random) throws StateStoreException {
        ApplicationState application = Samples.application(1 + random.nextInt(APPLICATIONS));
        try {
            former.store.updateApplication(application.withLaunchTime(random.nextInt()));
        } catch (StoreFencedException e) {
            return;
        }
        throw new AssertionError("a fenced writer wrote");
    }

    private void step(ZkRmStateStore store, Random random, String where) throws StateStoreException {
        int number = 1 + random.nextInt(APPLICATIONS);
        ApplicationState application = Samples.application(number).withLaunchTime(random.nextInt(100));
        AttemptState attempt = Samples.attempt(number, 1 + random.nextInt(3)).withTrackingUrl("u" + random.nextInt(9));
        DelegationToken token = Samples.token(number).withRenewTime(random.nextInt(100));
        boolean known = applications.containsKey(application.id());
        switch (random.nextInt(9)) {
            case 0 ->
                assertThat(store.storeApplication(application))
                        .as(where)
                        .isEqualTo(applications.putIfAbsent(application.id(), application) == null);
            case 1 ->
                assertThat(store.updateApplication(application))
                        .as(where)
                        .isEqualTo(applications.put(application.id(), application) != null);
            case 2 -> {
                assertThat(store.removeApplication(application.id())).as(where).isEqualTo(known);
                applications.remove(application.id());
                attempts.keySet().removeIf(id -> id.application().equals(application.id()));
            }
            case 3 ->
                assertThat(attempt(() -> store.storeAttempt(attempt)))
                        .as(where)
                        .isEqualTo(known ? attempts.putIfAbsent(attempt.id(), attempt) == null : null);
            case 4 ->
                assertThat(attempt(() -> store.updateAttempt(attempt)))
                        .as(where)
                        .isEqualTo(known ? attempts.put(attempt.id(), attempt) != null : null);
            case 5 ->
                assertThat(store.removeAttempt(attempt.id()))
                        .as(where)
                        .isEqualTo(attempts.remove(attempt.id()) != null);
            case 6 -> assertThat(store.updateToken(token)).as(where).isEqualTo(updated(number, token));
            case 7 -> assertThat(store.removeToken(number)).as(where).isEqualTo(tokens.remove(number) != null);
            default -> check(store.load());
        }
    }

    private interface Write {
        boolean run() throws StateStoreException;
    }

    private static Boolean attempt(Write write) throws StateStoreException {
        try {
            return write.run();
        } catch (UnknownApplicationException e) {
            return null;
        }
    }

    private boolean updated(int number, DelegationToken token) {
        boolean known = tokens.put(number, token) != null;
        if (!known) {
            sequenceNumber = number;
        }
        return known;
    }

    private void check(RmState state) {
        SortedMap<ApplicationId, StoredApplication> expected = new TreeMap<>();
        applications.forEach((id, application) -> {
            SortedMap<AttemptId, AttemptState> own = new TreeMap<>(attempts);
            own.keySet().removeIf(attempt -> !attempt.application().equals(id));
            expected.put(id, new StoredApplication(application, own));
        });
        assertThat(state.applications()).isEqualTo(expected);
        assertThat(state.tokens()).containsExactlyInAnyOrderElementsOf(tokens.values());
        assertThat(state.tokenSequenceNumber()).isEqualTo(sequenceNumber);
    }
}
