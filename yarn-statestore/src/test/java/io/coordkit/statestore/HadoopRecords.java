package io.coordkit.statestore;

import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.ipc.CallerContext;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ApplicationTimeoutType;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.security.client.RMDelegationTokenIdentifier;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationAttemptStateData;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationStateData;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMAppState;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.attempt.RMAppAttemptState;

/** The records of {@link Samples} made with Hadoop's own classes. */
public final class HadoopRecords {

    private HadoopRecords() {}

    public static ApplicationId id(int number) {
        return ApplicationId.newInstance(Samples.CLUSTER, number);
    }

    /** An application with the fields of {@link Samples#application} and nothing else. */
    public static ApplicationStateData application(int number) {
        ApplicationSubmissionContext context =
                new org.apache.hadoop.yarn.api.records.impl.pb.ApplicationSubmissionContextPBImpl();
        context.setApplicationId(id(number));
        context.setApplicationName("demo");
        context.setQueue("default");
        return ApplicationStateData.newInstance(Samples.CLUSTER + 1, Samples.CLUSTER + 2, context, "alice");
    }

    /** An application with everything that a resource manager ever stores of one. */
    public static ApplicationStateData fullApplication(int number) {
        ContainerLaunchContext container = ContainerLaunchContext.newInstance(
                Map.of(),
                Map.of("LANG", "C"),
                List.of("java Main"),
                Map.of(),
                null,
                Map.of(ApplicationAccessType.VIEW_APP, "*"));
        ApplicationSubmissionContext context = ApplicationSubmissionContext.newInstance(
                id(number),
                "demo",
                "root.users",
                Priority.newInstance(3),
                container,
                false,
                true,
                4,
                Resource.newInstance(1024, 2),
                "MAPREDUCE");
        context.setApplicationTags(Set.of("nightly"));
        ApplicationStateData state = ApplicationStateData.newInstance(
                Samples.CLUSTER + 1,
                Samples.CLUSTER + 2,
                "alice",
                "proxy",
                context,
                RMAppState.FAILED,
                "out of memory",
                Samples.CLUSTER + 4,
                Samples.CLUSTER + 9,
                new CallerContext.Builder("hive query 7")
                        .setSignature(new byte[] {1})
                        .build());
        state.setApplicationTimeouts(Map.of(ApplicationTimeoutType.LIFETIME, Samples.CLUSTER + 100));
        return state;
    }

    public static ApplicationAttemptId attemptId(int application, int number) {
        return ApplicationAttemptId.newInstance(id(application), number);
    }

    public static ApplicationAttemptStateData attempt(int application, int number) {
        Container container = Container.newInstance(
                ContainerId.newContainerId(attemptId(1, 1), 1),
                NodeId.newInstance("h", 1),
                "h:2",
                Resource.newInstance(1, 1),
                Priority.newInstance(1),
                null);
        Map<String, Long> none = new HashMap<>();
        return ApplicationAttemptStateData.newInstance(
                attemptId(application, number), container, new Credentials(), Samples.CLUSTER + 3, none, none, 0);
    }

    /** An attempt with everything that a resource manager ever stores of one. */
    public static ApplicationAttemptStateData fullAttempt(int application, int number) {
        Credentials credentials = new Credentials();
        credentials.addSecretKey(RMStateStore.AM_CLIENT_TOKEN_MASTER_KEY_NAME, new byte[] {1, 2, 3});
        return ApplicationAttemptStateData.newInstance(
                attemptId(application, number),
                attempt(application, number).getMasterContainer(),
                credentials,
                Samples.CLUSTER + 3,
                RMAppAttemptState.FINISHED,
                "http://h:8088/proxy",
                "done",
                FinalApplicationStatus.SUCCEEDED,
                0,
                Samples.CLUSTER + 8,
                Map.of("memory-mb", 7L, "vcores", 8L, "yarn.io/gpu", 9L),
                Map.of("memory-mb", 1L),
                5);
    }

    public static RMDelegationTokenIdentifier token(int sequenceNumber) {
        RMDelegationTokenIdentifier token = new RMDelegationTokenIdentifier(new Text("alice"), new Text("rm"), null);
        token.setIssueDate(1700000000000L);
        token.setMaxDate(1700604800000L);
        token.setSequenceNumber(sequenceNumber);
        token.setMasterKeyId(3);
        return token;
    }

    public static ApplicationState ours(ApplicationStateData data) {
        return ApplicationState.decode(data.getProto().toByteArray());
    }

    public static AttemptState ours(ApplicationAttemptStateData data) {
        return AttemptState.decode(data.getProto().toByteArray());
    }
}
