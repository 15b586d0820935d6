package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.server.CoordServer;
import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.SubmissionContext;
import java.nio.file.Path;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example: two resource managers, one takes over from the other. */
class StateStoreExampleTest {

    @Test
    void oneTakesOverFromTheOther(@TempDir Path directory) throws Exception {
        try (CoordServer server =
                CoordServer.builder().dataDirectory(directory).clientPort(0).start()) {
            String connect = server.connectString();

            // readme:begin
            FenceIdentity first = FenceIdentity.generate("rm1.example.org:8032");
            FenceIdentity second = FenceIdentity.generate("rm2.example.org:8032");
            try (CuratorFramework client1 = connect(connect, first);
                    CuratorFramework client2 = connect(connect, second)) {
                ZkRmStateStore active = open(client1, first);
                active.storeApplication(ApplicationState.submitted(
                        SubmissionContext.of(new ApplicationId(1700000000000L, 1), "word count", "default"),
                        "alice",
                        1700000000000L,
                        1700000000100L));

                ZkRmStateStore successor = open(client2, second); // rm1 is fenced from here on
                assertThat(successor.load().applications()).hasSize(1);
                try {
                    active.removeApplication(new ApplicationId(1700000000000L, 1));
                    throw new AssertionError("a fenced store wrote");
                } catch (StoreFencedException fenced) {
                    assertThat(successor.load().applications()).hasSize(1);
                }
            }
            // readme:end
        }
    }

    private static CuratorFramework connect(String connect, FenceIdentity identity) {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(connect)
                .authorization(identity.authInfos())
                .retryPolicy(new RetryNTimes(10, 200))
                .build();
        client.start();
        return client;
    }

    // readme:begin
    private static ZkRmStateStore open(CuratorFramework client, FenceIdentity identity) throws StateStoreException {
        ZkRmStateStore store = new ZkRmStateStore(
                client, StateStoreSettings.exclusive(identity), cause -> System.out.println("fenced: " + cause));
        store.start();
        store.checkVersion();
        store.getAndIncrementEpoch();
        return store;
    }
    // readme:end
}
