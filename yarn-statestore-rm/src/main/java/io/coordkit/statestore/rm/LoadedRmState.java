package io.coordkit.statestore.rm;

import io.coordkit.statestore.StateStoreException;
import io.coordkit.statestore.ZkRmStateStore;
import io.coordkit.statestore.record.ProxyCa;
import io.coordkit.statestore.record.Reservation;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoredApplication;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.security.token.delegation.DelegationKey;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ReservationId;
import org.apache.hadoop.yarn.proto.YarnProtos.ReservationAllocationStateProto;
import org.apache.hadoop.yarn.proto.YarnServerResourceManagerRecoveryProtos.AMRMTokenSecretManagerStateProto;
import org.apache.hadoop.yarn.proto.YarnServerResourceManagerRecoveryProtos.ApplicationAttemptStateDataProto;
import org.apache.hadoop.yarn.proto.YarnServerResourceManagerRecoveryProtos.ApplicationStateDataProto;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore.RMDTSecretManagerState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore.RMState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.AMRMTokenSecretManagerState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationAttemptStateData;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationStateData;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.RMDelegationTokenIdentifierData;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.impl.pb.AMRMTokenSecretManagerStatePBImpl;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.impl.pb.ApplicationAttemptStateDataPBImpl;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.impl.pb.ApplicationStateDataPBImpl;
import org.jspecify.annotations.Nullable;

/**
 * What was loaded, as a resource manager wants it. Some fields of Hadoop's RMState can be set in its own package only; their accessors
 * are overridden here, and nothing but accessors is used elsewhere.
 */
final class LoadedRmState extends RMState {

    private final Tokens tokens;
    private final @Nullable AMRMTokenSecretManagerState amrmTokens;

    /** Loads a store; each application becomes Hadoop's record while the next ones are on their way. */
    LoadedRmState(ZkRmStateStore store) throws IOException, GeneralSecurityException, StateStoreException {
        Map<ApplicationId, ApplicationStateData> applications = getApplicationState();
        RmState state = store.load(application -> add(application, applications));
        tokens = new Tokens(state);
        amrmTokens = amrmTokens(state);
        for (Reservation reservation : state.reservations()) {
            add(reservation);
        }
        if (state.proxyCa().isPresent()) {
            ProxyCa authority = state.proxyCa().get();
            getProxyCAState().setCaCert(authority.certificate());
            getProxyCAState().setCaPrivateKey(authority.privateKey());
        }
    }

    @Override
    public RMDTSecretManagerState getRMDTSecretManagerState() {
        return tokens;
    }

    /** Null where none were stored: that is what the resource manager asks for. */
    @Override
    public @Nullable AMRMTokenSecretManagerState getAMRMTokenSecretManagerState() {
        return amrmTokens;
    }

    private static void add(StoredApplication application, Map<ApplicationId, ApplicationStateData> applications) {
        ApplicationStateData data = hadoops(application);
        applications.put(data.getApplicationSubmissionContext().getApplicationId(), data);
    }

    /** Bytes that our codec could walk over are a protobuf message for Hadoop's, unless they are corrupt further in. */
    private static ApplicationStateData hadoops(StoredApplication application) {
        try {
            ApplicationStateData data = new ApplicationStateDataPBImpl(
                    ApplicationStateDataProto.parseFrom(application.state().encode()));
            for (var attempt : application.attempts().values()) {
                ApplicationAttemptStateData state = new ApplicationAttemptStateDataPBImpl(
                        ApplicationAttemptStateDataProto.parseFrom(attempt.encode()));
                data.attempts.put(state.getAttemptId(), state);
            }
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(application.state().id() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void add(Reservation reservation) throws IOException {
        getReservationState()
                .computeIfAbsent(reservation.plan(), plan -> new HashMap<>())
                .put(
                        ReservationId.parseReservationId(reservation.id().toString()),
                        ReservationAllocationStateProto.parseFrom(reservation.encode()));
    }

    private static @Nullable AMRMTokenSecretManagerState amrmTokens(RmState state) throws IOException {
        return state.amrmTokens().isPresent()
                ? new AMRMTokenSecretManagerStatePBImpl(AMRMTokenSecretManagerStateProto.parseFrom(
                        state.amrmTokens().get().encode()))
                : null;
    }

    private static DataInputStream input(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static final class Tokens extends RMDTSecretManagerState {

        private final int sequenceNumber;

        Tokens(RmState state) throws IOException {
            sequenceNumber = state.tokenSequenceNumber();
            for (var stored : state.masterKeys()) {
                DelegationKey key = new DelegationKey();
                key.readFields(input(stored.encode()));
                getMasterKeyState().add(key);
            }
            for (var stored : state.tokens()) {
                RMDelegationTokenIdentifierData token = new RMDelegationTokenIdentifierData();
                token.readFields(input(stored.encode()));
                getTokenState().put(token.getTokenIdentifier(), token.getRenewDate());
            }
        }

        @Override
        public int getDTSequenceNumber() {
            return sequenceNumber;
        }
    }
}
