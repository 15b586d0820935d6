package io.coordkit.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.elector.ElectionStatus;
import io.coordkit.elector.Elector;
import io.coordkit.elector.ElectorCallback;
import io.coordkit.elector.ElectorConfig;
import io.coordkit.elector.data.ActiveRmInfo;
import io.coordkit.it.process.Eventually;
import io.coordkit.server.CoordEnsemble;
import io.coordkit.statestore.FenceIdentity;
import io.coordkit.statestore.StateStoreSettings;
import io.coordkit.statestore.ZkRmStateStore;
import io.coordkit.statestore.rm.CoordkitRmStateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two of Hadoop's ResourceManagers in HA on three servers: whatever dies or stands still, no application is lost. One keeps its
 * state with Hadoop's store and the other with ours, so each recovers what the other has written.
 */
@Timeout(300)
class ResourceManagersTest {
    private static final String HADOOPS = "org.apache.hadoop.yarn.server.resourcemanager.recovery.ZKRMStateStore";
    private static final String OURS = CoordkitRmStateStore.class.getName();

    @TempDir
    private static Path directory;

    private static CoordEnsemble ensemble;

    @BeforeAll
    static void start() throws Exception {
        ensemble = CoordEnsemble.builder()
                .directory(directory)
                .tickTime(Duration.ofMillis(500))
                .start();
    }

    @AfterAll
    static void stop() {
        ensemble.close();
    }

    @Test
    void theOtherRecoversTheApplicationsOfAKilledActiveAlthoughALeaderDied() throws Exception {
        try (var pair = new ResourceManagerPair("killed", ensemble.connectString(), List.of(OURS, HADOOPS))) {
            Set<ApplicationId> submitted = new HashSet<>();
            submitted.add(pair.first.submit());
            int leader = ensemble.leader();
            ensemble.kill(leader);
            submitted.add(pair.first.submit());
            pair.first.kill();

            pair.second.awaitActive();
            assertThat(pair.second.accepted()).isEqualTo(submitted);
            assertThat(status(pair).settled()).isTrue();
            assertThat(status(pair).lock().orElseThrow().info()).isEqualTo(new ActiveRmInfo("killed", "rm2"));

            ensemble.start(leader);
            ensemble.awaitServing();
            pair.first.restart();
            pair.first.awaitStandby();
            submitted.add(pair.second.submit());
            pair.second.kill();
            pair.first.awaitActive();
            assertThat(pair.first.accepted()).isEqualTo(submitted);
        }
    }

    /** The thawed one takes a submission that waited in its socket: it believes that it is active until its store says no. */
    @Test
    void aFrozenActiveIsFencedWhenItGoesOn() throws Exception {
        try (var pair = new ResourceManagerPair("frozen", ensemble.connectString(), List.of(HADOOPS, OURS))) {
            Set<ApplicationId> submitted = new HashSet<>(Set.of(pair.first.submit()));
            ApplicationId late = pair.first.newApplication();
            pair.first.freeze();
            CompletableFuture<Void> lateSubmission = CompletableFuture.runAsync(() -> {
                try {
                    pair.first.submit(late);
                } catch (IOException refused) {
                    // What became of it is looked at in the store.
                }
            });
            int leader = ensemble.leader();
            ensemble.kill(leader);
            pair.second.awaitActive();
            submitted.add(pair.second.submit());

            pair.first.thaw();
            pair.first.awaitStandby();
            submitted.add(pair.second.submit());
            assertThat(pair.second.accepted()).isEqualTo(submitted).doesNotContain(late);
            assertThat(stored(pair)).isEqualTo(names(submitted));
            lateSubmission.cancel(true);

            ensemble.start(leader);
            ensemble.awaitServing();
            pair.second.kill();
            pair.first.awaitActive();
            assertThat(pair.first.accepted()).isEqualTo(submitted);
        }
    }

    @Test
    void ourElectorAndResourceManagersContendForOneLock() throws Exception {
        try (var pair = new ResourceManagerPair("contended", ensemble.connectString(), List.of(HADOOPS, HADOOPS))) {
            var ours = new Member();
            var config = ElectorConfig.of(ensemble.connectString(), pair.election())
                    .withSessionTimeout(Duration.ofMillis(ResourceManagerPair.SESSION_MS));
            try (Elector elector = new Elector(config, ours)) {
                elector.joinElection(new ActiveRmInfo("contended", "rm3").toBytes());
                ours.awaitLast("standby");
                pair.second.kill();
                pair.first.kill();
                ours.awaitLast("active");
                assertThat(ours.told).endsWith("fence ResourceManager rm1 of cluster contended", "active");

                pair.first.restart();
                pair.first.awaitStandby();
                elector.quitElection(true);
                pair.first.awaitActive();
                assertThat(status(pair).breadcrumb().orElseThrow().info())
                        .isEqualTo(new ActiveRmInfo("contended", "rm1"));
            }
        }
    }

    private static ElectionStatus status(ResourceManagerPair pair) throws IOException {
        try (CuratorFramework client = client(pair)) {
            return ElectionStatus.read(client, pair.election());
        }
    }

    private static Set<String> stored(ResourceManagerPair pair) throws Exception {
        try (CuratorFramework client = client(pair)) {
            var settings = StateStoreSettings.exclusive(FenceIdentity.generate("reader:1"))
                    .withParent(pair.storeParent());
            return new ZkRmStateStore(client, settings, cause -> {})
                    .load().applications().keySet().stream()
                            .map(Object::toString)
                            .collect(Collectors.toSet());
        }
    }

    private static Set<String> names(Set<ApplicationId> applications) {
        return applications.stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static CuratorFramework client(ResourceManagerPair pair) {
        CuratorFramework client =
                ElectorConfig.of(ensemble.connectString(), pair.election()).newClient();
        client.start();
        return client;
    }

    /** A member of the election that writes down what it is told. */
    private static final class Member implements ElectorCallback {
        private final List<String> told = new CopyOnWriteArrayList<>();

        void awaitLast(String word) throws IOException {
            Eventually.holds(
                    Duration.ofSeconds(60),
                    () -> !told.isEmpty() && told.get(told.size() - 1).equals(word));
        }

        @Override
        public void becomeActive() {
            told.add("active");
        }

        @Override
        public void becomeStandby() {
            told.add("standby");
        }

        @Override
        public void enterNeutralMode() {
            told.add("neutral");
        }

        @Override
        public void notifyFatalError(String message) {
            told.add(message);
        }

        @Override
        public void fenceOldActive(byte[] oldActive) {
            told.add("fence " + ActiveRmInfo.parse(oldActive).describe());
        }
    }
}
