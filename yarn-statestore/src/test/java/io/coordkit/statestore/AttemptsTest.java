package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.statestore.paths.StorePaths;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts are found whatever their numbers are and whatever else is among them, although they are asked for by guessed names first. */
class AttemptsTest {

    private TestServer server;
    private Member member;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = TestServer.start(directory, 200);
        member = Member.active(server, "rm1:1");
    }

    @AfterEach
    void stop() {
        member.close();
        server.close();
    }

    @Test
    void theFirstOnesAreGone() throws Exception {
        store(1, 1, 2, 3);
        member.store.removeAttempt(Samples.attempt(1, 1).id());
        member.store.removeAttempt(Samples.attempt(1, 2).id());
        assertThat(loaded(1)).containsExactly(3);
    }

    @Test
    void thereAreMoreThanAreGuessed() throws Exception {
        int[] numbers = IntStream.rangeClosed(1, 12).toArray();
        store(1, numbers);
        store(2, 7);
        assertThat(loaded(1)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(loaded(2)).containsExactly(7);
    }

    @Test
    void somethingElseIsAmongThem() throws Exception {
        store(1, 1);
        String application = new StorePaths(StorePaths.DEFAULT_PARENT).root() + "/RMAppRoot/" + Samples.id(1);
        member.client.create().forPath(application + "/something", new byte[0]);
        assertThat(loaded(1)).containsExactly(1);
    }

    private void store(int application, int... numbers) throws StateStoreException {
        member.store.storeApplication(Samples.application(application));
        for (int number : numbers) {
            member.store.storeAttempt(Samples.attempt(application, number));
        }
    }

    private List<Integer> loaded(int application) throws StateStoreException {
        return member.store.load().applications().get(Samples.id(application)).attempts().keySet().stream()
                .map(id -> id.number())
                .toList();
    }
}
