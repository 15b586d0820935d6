package org.apache.hadoop.yarn.server.resourcemanager.recovery;

import io.coordkit.statestore.Authority;
import io.coordkit.statestore.HadoopRecords;
import io.coordkit.statestore.Samples;
import io.coordkit.statestore.TestServer;
import io.coordkit.statestore.record.Reservation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.security.token.delegation.DelegationKey;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.event.Dispatcher;
import org.apache.hadoop.yarn.event.Event;
import org.apache.hadoop.yarn.event.EventHandler;
import org.apache.hadoop.yarn.proto.YarnProtos.ReservationAllocationStateProto;
import org.apache.hadoop.yarn.security.client.RMDelegationTokenIdentifier;
import org.apache.hadoop.yarn.server.api.records.impl.pb.MasterKeyPBImpl;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.AMRMTokenSecretManagerState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationAttemptStateData;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationStateData;

/**
 * A store with the interface that a ResourceManager knows, active on a server, with its protected operations in the open. It is in this
 * package because only here they are.
 */
public final class HadoopStore implements AutoCloseable {

    public final List<Event<?>> events = new CopyOnWriteArrayList<>();
    public final RMStateStore store;
    public final long epoch;

    private HadoopStore(RMStateStore store, YarnConfiguration configuration) throws Exception {
        this.store = store;
        store.setResourceManager(new ResourceManager());
        store.setRMDispatcher(new Recorder(events));
        store.init(configuration);
        store.start();
        store.checkVersion();
        epoch = store.getAndIncrementEpoch();
    }

    /** Hadoop's own. */
    public static HadoopStore active(TestServer server, String rmId, int splitIndex) throws Exception {
        return active(new ZKRMStateStore(), configuration(server, rmId, splitIndex));
    }

    /** Any. */
    public static HadoopStore active(RMStateStore store, YarnConfiguration configuration) throws Exception {
        return new HadoopStore(store, configuration);
    }

    /** What one of two resource managers has in its yarn-site.xml. */
    public static YarnConfiguration configuration(TestServer server, String rmId, int splitIndex) {
        YarnConfiguration configuration = new YarnConfiguration();
        configuration.setBoolean("yarn.resourcemanager.ha.enabled", true);
        configuration.set("yarn.resourcemanager.ha.rm-ids", "rm1,rm2");
        configuration.set("yarn.resourcemanager.ha.id", rmId);
        configuration.set("yarn.resourcemanager.cluster-id", "test");
        configuration.set("hadoop.zk.address", server.connectString());
        configuration.setInt("hadoop.zk.num-retries", 20);
        configuration.setInt("hadoop.zk.retry-interval-ms", 100);
        configuration.setInt("yarn.resourcemanager.zk-appid-node.split-index", splitIndex);
        configuration.setInt("yarn.resourcemanager.zk-delegation-token-node.split-index", splitIndex);
        for (String id : List.of("rm1", "rm2")) {
            for (String service :
                    List.of("address", "scheduler.address", "admin.address", "resource-tracker.address")) {
                configuration.set("yarn.resourcemanager." + service + "." + id, id + ".example.org:8032");
            }
            configuration.set("yarn.resourcemanager.webapp.address." + id, id + ".example.org:8088");
            configuration.set("yarn.resourcemanager.webapp.https.address." + id, id + ".example.org:8090");
        }
        return configuration;
    }

    /** Some of everything, and some of it changed and removed again. */
    public void fill(Authority authority) throws Exception {
        store(HadoopRecords.application(1));
        store(HadoopRecords.attempt(1, 1));
        store(HadoopRecords.attempt(1, 2));
        update(HadoopRecords.fullApplication(1));
        ApplicationStateData second = HadoopRecords.application(2);
        store(second);
        store(HadoopRecords.attempt(2, 1));
        second.attempts.put(HadoopRecords.attemptId(2, 1), HadoopRecords.attempt(2, 1));
        remove(second);
        update(HadoopRecords.application(10_001));
        store(HadoopRecords.application(12));
        update(HadoopRecords.attempt(12, 1));
        remove(HadoopRecords.attemptId(12, 1));
        store(HadoopRecords.token(5), 1700086400000L);
        store(HadoopRecords.token(6), 1700086400000L);
        remove(HadoopRecords.token(6));
        store(new org.apache.hadoop.security.token.delegation.DelegationKey(
                3, 1700000000000L, new byte[] {1, 2, 3, 4}));
        MasterKeyPBImpl key = new MasterKeyPBImpl();
        key.setKeyId(7);
        key.setBytes(ByteBuffer.wrap(new byte[] {9}));
        store(AMRMTokenSecretManagerState.newInstance(key, null));
        store(Samples.reservation("root.a", 1));
        store(Samples.reservation("root.a", 10_002));
        store(Samples.reservation("root.b", 3));
        remove(Samples.reservation("root.a", 1));
        remove(Samples.reservation("root.b", 3));
        store(authority);
    }

    public void store(ApplicationStateData application) throws Exception {
        store.storeApplicationStateInternal(
                application.getApplicationSubmissionContext().getApplicationId(), application);
    }

    public void update(ApplicationStateData application) throws Exception {
        store.updateApplicationStateInternal(
                application.getApplicationSubmissionContext().getApplicationId(), application);
    }

    public void remove(ApplicationStateData application) throws Exception {
        store.removeApplicationStateInternal(application);
    }

    public void store(ApplicationAttemptStateData attempt) throws Exception {
        store.storeApplicationAttemptStateInternal(attempt.getAttemptId(), attempt);
    }

    public void update(ApplicationAttemptStateData attempt) throws Exception {
        store.updateApplicationAttemptStateInternal(attempt.getAttemptId(), attempt);
    }

    public void remove(ApplicationAttemptId attempt) throws Exception {
        store.removeApplicationAttemptInternal(attempt);
    }

    public void store(RMDelegationTokenIdentifier token, long renewTimeMs) throws Exception {
        store.storeRMDelegationTokenState(token, renewTimeMs);
    }

    public void remove(RMDelegationTokenIdentifier token) throws Exception {
        store.removeRMDelegationTokenState(token);
    }

    public void store(DelegationKey key) throws Exception {
        store.storeRMDTMasterKeyState(key);
    }

    public void store(AMRMTokenSecretManagerState state) throws Exception {
        store.storeOrUpdateAMRMTokenSecretManagerState(state, true);
    }

    public void store(Reservation reservation) throws Exception {
        store.storeReservationState(
                ReservationAllocationStateProto.parseFrom(reservation.encode()),
                reservation.plan(),
                reservation.id().toString());
    }

    public void remove(Reservation reservation) throws Exception {
        store.removeReservationState(reservation.plan(), reservation.id().toString());
    }

    public void store(Authority authority) throws Exception {
        store.storeProxyCACertState(authority.certificate(), authority.key());
    }

    public RMStateStore.RMState loadState() throws Exception {
        return store.loadState();
    }

    @Override
    public void close() {
        store.stop();
    }

    record Recorder(List<Event<?>> events) implements Dispatcher {

        @Override
        @SuppressWarnings("rawtypes")
        public EventHandler<Event> getEventHandler() {
            return event -> events.add(event);
        }

        @Override
        @SuppressWarnings("rawtypes")
        public void register(Class<? extends Enum> type, EventHandler handler) {
            throw new UnsupportedOperationException("the store registers nothing");
        }
    }
}
