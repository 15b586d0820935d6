package io.coordkit.statestore;

import io.coordkit.statestore.record.Reservation;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
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
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.ZKRMStateStore;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.AMRMTokenSecretManagerState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationAttemptStateData;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationStateData;

/** Hadoop's own store, active on a server, with its protected operations in the open. */
final class HadoopStore extends ZKRMStateStore {

    final List<Event<?>> events = new CopyOnWriteArrayList<>();
    final long epoch;

    private HadoopStore(YarnConfiguration configuration) throws Exception {
        setResourceManager(new ResourceManager());
        setRMDispatcher(new Recorder(events));
        init(configuration);
        start();
        checkVersion();
        epoch = getAndIncrementEpoch();
    }

    static HadoopStore active(TestServer server, String rmId, int splitIndex) throws Exception {
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
        return new HadoopStore(configuration);
    }

    void store(ApplicationStateData application) throws Exception {
        storeApplicationStateInternal(
                application.getApplicationSubmissionContext().getApplicationId(), application);
    }

    void update(ApplicationStateData application) throws Exception {
        updateApplicationStateInternal(
                application.getApplicationSubmissionContext().getApplicationId(), application);
    }

    void remove(ApplicationStateData application) throws Exception {
        removeApplicationStateInternal(application);
    }

    void store(ApplicationAttemptStateData attempt) throws Exception {
        storeApplicationAttemptStateInternal(attempt.getAttemptId(), attempt);
    }

    void update(ApplicationAttemptStateData attempt) throws Exception {
        updateApplicationAttemptStateInternal(attempt.getAttemptId(), attempt);
    }

    void remove(ApplicationAttemptId attempt) throws Exception {
        removeApplicationAttemptInternal(attempt);
    }

    void store(RMDelegationTokenIdentifier token, long renewTimeMs) throws Exception {
        storeRMDelegationTokenState(token, renewTimeMs);
    }

    void remove(RMDelegationTokenIdentifier token) throws Exception {
        removeRMDelegationTokenState(token);
    }

    void store(DelegationKey key) throws Exception {
        storeRMDTMasterKeyState(key);
    }

    void store(AMRMTokenSecretManagerState state) throws Exception {
        storeOrUpdateAMRMTokenSecretManagerState(state, true);
    }

    void store(Reservation reservation) throws Exception {
        storeReservationState(
                ReservationAllocationStateProto.parseFrom(reservation.encode()),
                reservation.plan(),
                reservation.id().toString());
    }

    void remove(Reservation reservation) throws Exception {
        removeReservationState(reservation.plan(), reservation.id().toString());
    }

    void store(X509Certificate certificate, PrivateKey key) throws Exception {
        storeProxyCACertState(certificate, key);
    }

    private record Recorder(List<Event<?>> events) implements Dispatcher {

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
