package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.statestore.machine.FenceMachine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A write whose answer is lost happens once, and is not taken for somebody else's. */
class LostAnswerTest {

    private interface Write {
        boolean run() throws StateStoreException;
    }

    @Test
    void aRepeatedTransactionRecognisesItsOwnEffects(@TempDir Path directory) throws Exception {
        try (TestServer server = TestServer.start(directory, 200);
                LossyProxy proxy = new LossyProxy(server);
                Member member = Member.activeAt(proxy.connectString(), "rm1:1")) {
            ZkRmStateStore store = member.store;
            assertThat(store.load().applications()).isEmpty();
            List<Write> writes = List.of(
                    () -> store.storeApplication(Samples.application(1)),
                    () -> store.storeAttempt(Samples.attempt(1, 1)),
                    () -> store.updateAttempt(Samples.attempt(1, 1).withTrackingUrl("u")),
                    () -> store.storeToken(Samples.token(1)),
                    () -> store.removeAttempt(Samples.attempt(1, 1).id()));
            for (Write write : writes) {
                proxy.loseNextAnswer();
                assertThat(write.run()).isTrue();
                assertThat(proxy.lostIt()).isTrue();
            }
            assertThat(store.load().applications()).containsOnlyKeys(Samples.id(1));
            assertThat(store.load().tokens()).containsExactly(Samples.token(1));
            assertThat(store.state()).isEqualTo(FenceMachine.State.ACTIVE);
            assertThat(member.heard).isEmpty();
        }
    }
}
