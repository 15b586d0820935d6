package io.coordkit.statestore;

import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptState;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.security.client.RMDelegationTokenIdentifier;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationAttemptStateData;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationStateData;

/** The records of {@link Samples} made with Hadoop's own classes. */
final class HadoopRecords {

    private HadoopRecords() {}

    static ApplicationId id(int number) {
        return ApplicationId.newInstance(Samples.CLUSTER, number);
    }

    /** An application with the fields of {@link Samples#application} and nothing else. */
    static ApplicationStateData application(int number) {
        ApplicationSubmissionContext context =
                new org.apache.hadoop.yarn.api.records.impl.pb.ApplicationSubmissionContextPBImpl();
        context.setApplicationId(id(number));
        context.setApplicationName("demo");
        context.setQueue("default");
        return ApplicationStateData.newInstance(Samples.CLUSTER + 1, Samples.CLUSTER + 2, context, "alice");
    }

    /** An application with everything that a client usually submits. */
    static ApplicationStateData fullApplication(int number) {
        ApplicationSubmissionContext context = ApplicationSubmissionContext.newInstance(
                id(number),
                "demo",
                "root.users",
                Priority.newInstance(3),
                null,
                false,
                true,
                4,
                Resource.newInstance(1024, 2),
                "MAPREDUCE");
        return ApplicationStateData.newInstance(Samples.CLUSTER + 1, Samples.CLUSTER + 2, context, "alice");
    }

    static ApplicationAttemptId attemptId(int application, int number) {
        return ApplicationAttemptId.newInstance(id(application), number);
    }

    static ApplicationAttemptStateData attempt(int application, int number) {
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

    static RMDelegationTokenIdentifier token(int sequenceNumber) {
        RMDelegationTokenIdentifier token = new RMDelegationTokenIdentifier(new Text("alice"), new Text("rm"), null);
        token.setIssueDate(1700000000000L);
        token.setMaxDate(1700604800000L);
        token.setSequenceNumber(sequenceNumber);
        token.setMasterKeyId(3);
        return token;
    }

    static ApplicationState ours(ApplicationStateData data) {
        return ApplicationState.decode(data.getProto().toByteArray());
    }

    static AttemptState ours(ApplicationAttemptStateData data) {
        return AttemptState.decode(data.getProto().toByteArray());
    }
}
