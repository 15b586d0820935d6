package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.statestore.record.AmrmTokenState;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptState;
import io.coordkit.statestore.record.DelegationKey;
import io.coordkit.statestore.record.Epoch;
import io.coordkit.statestore.record.FinalStatus;
import io.coordkit.statestore.record.MasterKey;
import io.coordkit.statestore.record.RmAppState;
import io.coordkit.statestore.record.RmAttemptState;
import io.coordkit.statestore.record.StoreVersion;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.yarn.proto.YarnProtos.FinalApplicationStatusProto;
import org.apache.hadoop.yarn.proto.YarnServerCommonProtos.VersionProto;
import org.apache.hadoop.yarn.proto.YarnServerResourceManagerRecoveryProtos.ApplicationAttemptStateDataProto;
import org.apache.hadoop.yarn.proto.YarnServerResourceManagerRecoveryProtos.ApplicationStateDataProto;
import org.apache.hadoop.yarn.proto.YarnServerResourceManagerRecoveryProtos.EpochProto;
import org.apache.hadoop.yarn.proto.YarnServerResourceManagerRecoveryProtos.RMAppAttemptStateProto;
import org.apache.hadoop.yarn.proto.YarnServerResourceManagerRecoveryProtos.RMAppStateProto;
import org.apache.hadoop.yarn.server.api.records.impl.pb.MasterKeyPBImpl;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.AMRMTokenSecretManagerState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.impl.pb.ApplicationAttemptStateDataPBImpl;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.impl.pb.ApplicationStateDataPBImpl;
import org.junit.jupiter.api.Test;

/** Our bytes and Hadoop's classes read each other. */
class HadoopRecordsTest {

    @Test
    void newRecordsHaveHadoopsBytes() {
        assertThat(HadoopRecords.ours(HadoopRecords.application(1))).isEqualTo(Samples.application(1));
        assertThat(HadoopRecords.ours(HadoopRecords.attempt(1, 1))).isEqualTo(Samples.attempt(1, 1));
    }

    @Test
    void aFullApplicationSurvivesReadingAndWriting() throws Exception {
        byte[] bytes = HadoopRecords.fullApplication(7).getProto().toByteArray();
        ApplicationState state = ApplicationState.decode(bytes);
        assertThat(state.encode()).isEqualTo(bytes);
        assertThat(state.context().queue()).isEqualTo("root.users");
        assertThat(state.context().applicationType()).isEqualTo("MAPREDUCE");
        assertThat(state.context().maxAttempts()).isEqualTo(4);
        assertThat(state.state()).contains(RmAppState.FAILED);

        ApplicationState ended =
                state.finished(RmAppState.KILLED, "by hand", 99).withRealUser("root");
        ApplicationStateDataPBImpl read =
                new ApplicationStateDataPBImpl(ApplicationStateDataProto.parseFrom(ended.encode()));
        assertThat(read.getState()).isEqualTo(org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMAppState.KILLED);
        assertThat(read.getDiagnostics()).isEqualTo("by hand");
        assertThat(read.getFinishTime()).isEqualTo(99);
        assertThat(read.getRealUser()).isEqualTo("root");
        assertThat(read.getApplicationSubmissionContext().getResource().getMemorySize())
                .isEqualTo(1024);
        assertThat(read.getProto().toByteArray()).as("fields in Hadoop's order").isEqualTo(ended.encode());
    }

    @Test
    void anEndedAttemptIsReadByHadoop() throws Exception {
        AttemptState ended = Samples.attempt(1, 1)
                .withTrackingUrl("http://t")
                .finished(RmAttemptState.FAILED, FinalStatus.FAILED, -100, "lost", 99);
        ApplicationAttemptStateDataPBImpl read =
                new ApplicationAttemptStateDataPBImpl(ApplicationAttemptStateDataProto.parseFrom(ended.encode()));
        assertThat(read.getAttemptId()).hasToString("appattempt_1700000000000_0001_000001");
        assertThat(read.getState())
                .isEqualTo(org.apache.hadoop.yarn.server.resourcemanager.rmapp.attempt.RMAppAttemptState.FAILED);
        assertThat(read.getFinalApplicationStatus())
                .isEqualTo(org.apache.hadoop.yarn.api.records.FinalApplicationStatus.FAILED);
        assertThat(read.getAMContainerExitStatus()).isEqualTo(-100);
        assertThat(read.getFinalTrackingUrl()).isEqualTo("http://t");
        assertThat(read.getMasterContainer().getNodeHttpAddress()).isEqualTo("h:2");
        assertThat(read.getAppAttemptTokens().numberOfTokens()).isZero();
        assertThat(read.getProto().toByteArray()).as("fields in Hadoop's order").isEqualTo(ended.encode());
    }

    @Test
    void theNumbersOfTheStatesAreHadoops() {
        assertThat(Arrays.stream(RmAppState.values()).map(state -> "RMAPP_" + state.name()))
                .containsExactlyElementsOf(
                        Arrays.stream(RMAppStateProto.values()).map(Enum::name).toList());
        assertThat(Arrays.stream(RmAttemptState.values()).map(state -> "RMATTEMPT_" + state.name()))
                .containsExactlyElementsOf(Arrays.stream(RMAppAttemptStateProto.values())
                        .map(Enum::name)
                        .toList());
        assertThat(Arrays.stream(FinalStatus.values()).map(state -> "APP_" + state.name()))
                .containsExactlyElementsOf(Arrays.stream(FinalApplicationStatusProto.values())
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void versionsAndEpochs() {
        assertThat(new StoreVersion(1, 300).encode())
                .isEqualTo(VersionProto.newBuilder()
                        .setMajorVersion(1)
                        .setMinorVersion(300)
                        .build()
                        .toByteArray());
        for (long epoch : new long[] {0, 1, 127, 128, 300, Integer.MAX_VALUE, Long.MAX_VALUE, -1}) {
            assertThat(new Epoch(epoch).encode())
                    .isEqualTo(EpochProto.newBuilder().setEpoch(epoch).build().toByteArray());
        }
    }

    @Test
    void amrmTokenKeys() {
        AMRMTokenSecretManagerState hadoop = AMRMTokenSecretManagerState.newInstance(key(7), key(8));
        AmrmTokenState ours = AmrmTokenState.decode(hadoop.getProto().toByteArray());
        assertThat(ours)
                .isEqualTo(new AmrmTokenState(
                        MasterKey.of(7, new byte[] {1, 2, 3, 4}),
                        Optional.of(MasterKey.of(8, new byte[] {1, 2, 3, 4}))));
        assertThat(ours.encode()).isEqualTo(hadoop.getProto().toByteArray());
    }

    private static MasterKeyPBImpl key(int id) {
        MasterKeyPBImpl key = new MasterKeyPBImpl();
        key.setKeyId(id);
        key.setBytes(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        return key;
    }

    @Test
    void randomMasterKeysAsWritables() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            int id = random.nextInt() >> random.nextInt(32);
            long expiry = random.nextLong() >> random.nextInt(64);
            byte[] secret = new byte[random.nextInt(300)];
            random.nextBytes(secret);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new org.apache.hadoop.security.token.delegation.DelegationKey(id, expiry, secret)
                    .write(new DataOutputStream(out));
            DelegationKey ours = new DelegationKey(id, expiry, Optional.of(secret));
            assertThat(ours.encode()).isEqualTo(out.toByteArray());
            assertThat(DelegationKey.decode(out.toByteArray())).isEqualTo(ours);
        }
    }
}
