package io.coordkit.statestore.rm;

import static org.apache.hadoop.yarn.conf.YarnConfiguration.DEFAULT_RM_ZK_TIMEOUT_MS;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.RM_ZK_TIMEOUT_MS;

import io.coordkit.statestore.FenceWatch;
import io.coordkit.statestore.StateStoreException;
import io.coordkit.statestore.ZkRmStateStore;
import io.coordkit.statestore.record.ProxyCa;
import io.coordkit.statestore.record.ReservationId;
import io.coordkit.statestore.record.StoreVersion;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.token.delegation.DelegationKey;
import org.apache.hadoop.util.curator.ZKCuratorManager;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.conf.HAUtil;
import org.apache.hadoop.yarn.proto.YarnProtos.ReservationAllocationStateProto;
import org.apache.hadoop.yarn.security.client.RMDelegationTokenIdentifier;
import org.apache.hadoop.yarn.server.records.Version;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.StoreLimitException;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.AMRMTokenSecretManagerState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationAttemptStateData;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationStateData;
import org.jspecify.annotations.Nullable;

/**
 * {@link ZkRmStateStore} as the store of a real ResourceManager, in place of Hadoop's ZKRMStateStore and on the same tree.
 *
 * <p>The resource manager makes one instance each time it becomes active, calls it from its own dispatcher's thread and from others, and is
 * told of every failed write as RMStateStore tells it: with high availability {@code STATE_STORE_FENCED}, which ends its reign. The
 * ZooKeeper session is the resource manager's own, so {@code hadoop.zk.*} and TLS are as configured there.
 */
public class CoordkitRmStateStore extends RMStateStore {

    private @Nullable ZKCuratorManager ownManager;
    private @Nullable ZkRmStateStore store;
    private @Nullable FenceWatch watch;

    @Override
    protected synchronized void initInternal(Configuration conf) throws Exception {
        var settings = RmSettings.of(conf, resourceManager.getZkRootNodePassword());
        ZKCuratorManager shared = resourceManager.getZKManager();
        if (shared == null) {
            shared = resourceManager.createAndStartZKManager(conf);
            ownManager = shared;
        }
        store = new ZkRmStateStore(shared.getCurator(), settings, cause -> LOG.warn("the store was fenced: {}", cause));
    }

    @Override
    protected synchronized void startInternal() throws Exception {
        store().start();
        Configuration conf = getConfig();
        if (HAUtil.isHAEnabled(conf) && !HAUtil.isAutomaticFailoverEnabled(conf)) {
            Duration period = Duration.ofMillis(conf.getInt(RM_ZK_TIMEOUT_MS, DEFAULT_RM_ZK_TIMEOUT_MS));
            watch = FenceWatch.start(store(), period, this::notifyStoreOperationFailed);
        }
    }

    @Override
    protected synchronized void closeInternal() {
        if (watch != null) {
            watch.close();
        }
        if (ownManager != null) {
            ownManager.close();
        }
    }

    @Override
    protected @Nullable Version loadVersion() throws Exception {
        Optional<StoreVersion> version = store().version();
        return version.map(CoordkitRmStateStore::hadoops).orElse(null);
    }

    @Override
    protected void storeVersion() throws Exception {
        store().storeVersion();
    }

    @Override
    protected Version getCurrentVersion() {
        return hadoops(StoreVersion.CURRENT);
    }

    @Override
    public long getAndIncrementEpoch() throws Exception {
        return store().getAndIncrementEpoch();
    }

    @Override
    public RMState loadState() throws Exception {
        return new LoadedRmState(store());
    }

    @Override
    protected void storeApplicationStateInternal(ApplicationId id, ApplicationStateData state) throws Exception {
        try {
            store().storeApplication(RmRecords.application(state));
        } catch (io.coordkit.statestore.StoreLimitException e) {
            throw new StoreLimitException(e.getMessage() + ", see yarn.resourcemanager.zk-max-znode-size.bytes");
        }
    }

    @Override
    protected void updateApplicationStateInternal(ApplicationId id, ApplicationStateData state) throws Exception {
        store().updateApplication(RmRecords.application(state));
    }

    @Override
    protected void removeApplicationStateInternal(ApplicationStateData state) throws Exception {
        removeApplication(state.getApplicationSubmissionContext().getApplicationId());
    }

    @Override
    public void removeApplication(ApplicationId id) throws Exception {
        store().removeApplication(RmRecords.id(id));
    }

    @Override
    protected void storeApplicationAttemptStateInternal(ApplicationAttemptId id, ApplicationAttemptStateData state)
            throws Exception {
        store().storeAttempt(RmRecords.attempt(state));
    }

    @Override
    protected void updateApplicationAttemptStateInternal(ApplicationAttemptId id, ApplicationAttemptStateData state)
            throws Exception {
        store().updateAttempt(RmRecords.attempt(state));
    }

    @Override
    protected void removeApplicationAttemptInternal(ApplicationAttemptId id) throws Exception {
        store().removeAttempt(RmRecords.id(id));
    }

    @Override
    protected void storeRMDelegationTokenState(RMDelegationTokenIdentifier token, Long renewTimeMs) throws Exception {
        mustBeNew(store().storeToken(RmRecords.token(token, renewTimeMs)), token);
    }

    @Override
    protected void updateRMDelegationTokenState(RMDelegationTokenIdentifier token, Long renewTimeMs) throws Exception {
        store().updateToken(RmRecords.token(token, renewTimeMs));
    }

    @Override
    protected void removeRMDelegationTokenState(RMDelegationTokenIdentifier token) throws Exception {
        store().removeToken(token.getSequenceNumber());
    }

    @Override
    protected void storeRMDTMasterKeyState(DelegationKey key) throws Exception {
        store().storeMasterKey(RmRecords.masterKey(key));
    }

    @Override
    protected void removeRMDTMasterKeyState(DelegationKey key) throws Exception {
        store().removeMasterKey(key.getKeyId());
    }

    @Override
    protected void storeOrUpdateAMRMTokenSecretManagerState(AMRMTokenSecretManagerState state, boolean update)
            throws Exception {
        store().storeAmrmTokens(RmRecords.amrmTokens(state));
    }

    @Override
    protected void storeReservationState(ReservationAllocationStateProto state, String plan, String id)
            throws Exception {
        mustBeNew(store().storeReservation(RmRecords.reservation(plan, id, state)), id);
    }

    @Override
    protected void removeReservationState(String plan, String id) throws Exception {
        store().removeReservation(plan, ReservationId.parse(id));
    }

    @Override
    protected void storeProxyCACertState(X509Certificate certificate, PrivateKey key) throws Exception {
        store().storeProxyCa(new ProxyCa(certificate.getEncoded(), key.getEncoded()));
    }

    @Override
    public void deleteStore() throws Exception {
        store().deleteStore();
    }

    private synchronized ZkRmStateStore store() {
        if (store == null) {
            throw new IllegalStateException("init(Configuration) first");
        }
        return store;
    }

    /** Of these two kinds a resource manager never stores one twice: where it does, two of them write. */
    private static void mustBeNew(boolean stored, Object what) throws StateStoreException {
        if (!stored) {
            throw new StateStoreException(what + " is in the store already");
        }
    }

    private static Version hadoops(StoreVersion version) {
        return Version.newInstance(version.major(), version.minor());
    }
}
