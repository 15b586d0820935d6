package io.coordkit.statestore.rm;

import io.coordkit.statestore.record.AmrmTokenState;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptId;
import io.coordkit.statestore.record.AttemptState;
import io.coordkit.statestore.record.DelegationKey;
import io.coordkit.statestore.record.DelegationToken;
import io.coordkit.statestore.record.Reservation;
import io.coordkit.statestore.record.ReservationId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.proto.YarnProtos.ReservationAllocationStateProto;
import org.apache.hadoop.yarn.security.client.RMDelegationTokenIdentifier;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.AMRMTokenSecretManagerState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationAttemptStateData;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationStateData;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.RMDelegationTokenIdentifierData;

/** Hadoop's records as ours, by the bytes that Hadoop's own store would write for them. */
final class RmRecords {

    private RmRecords() {}

    static ApplicationState application(ApplicationStateData state) {
        return ApplicationState.decode(state.getProto().toByteArray());
    }

    static io.coordkit.statestore.record.ApplicationId id(ApplicationId id) {
        return new io.coordkit.statestore.record.ApplicationId(id.getClusterTimestamp(), id.getId());
    }

    static AttemptState attempt(ApplicationAttemptStateData state) {
        return AttemptState.decode(state.getProto().toByteArray());
    }

    static AttemptId id(ApplicationAttemptId id) {
        return new AttemptId(id(id.getApplicationId()), id.getAttemptId());
    }

    static DelegationToken token(RMDelegationTokenIdentifier token, long renewTimeMs) throws IOException {
        return DelegationToken.decode(new RMDelegationTokenIdentifierData(token, renewTimeMs).toByteArray());
    }

    static DelegationKey masterKey(org.apache.hadoop.security.token.delegation.DelegationKey key) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        key.write(new DataOutputStream(bytes));
        return DelegationKey.decode(bytes.toByteArray());
    }

    static AmrmTokenState amrmTokens(AMRMTokenSecretManagerState state) {
        return AmrmTokenState.decode(
                AMRMTokenSecretManagerState.newInstance(state).getProto().toByteArray());
    }

    static Reservation reservation(String plan, String id, ReservationAllocationStateProto state) {
        return Reservation.decode(plan, ReservationId.parse(id), state.toByteArray());
    }
}
