package io.coordkit.benchmarks.rmstore;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationAttemptStateData;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationStateData;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMApp;

/** Applications as a batch framework submits them, about half a kilobyte each, and one attempt of each. */
final class Applications {

    private static final long CLUSTER = 1_700_000_000_000L;
    private static final String USER = "alice";

    private Applications() {}

    static ApplicationId id(int number) {
        return ApplicationId.newInstance(CLUSTER, number);
    }

    static ApplicationAttemptId attemptId(int number) {
        return ApplicationAttemptId.newInstance(id(number), 1);
    }

    /** As the store is handed one that was just submitted; it asks for these properties only. */
    static RMApp submitted(int number) {
        Map<String, Object> properties = Map.of(
                "getApplicationId",
                id(number),
                "getApplicationSubmissionContext",
                context(number),
                "getSubmitTime",
                CLUSTER + number,
                "getStartTime",
                CLUSTER + number + 1,
                "getUser",
                USER,
                "getApplicationTimeouts",
                Map.of());
        InvocationHandler handler = (proxy, method, arguments) -> properties.get(method.getName());
        return (RMApp) Proxy.newProxyInstance(RMApp.class.getClassLoader(), new Class<?>[] {RMApp.class}, handler);
    }

    /** The data of its znode. */
    static byte[] applicationData(int number) {
        return ApplicationStateData.newInstance(CLUSTER + number, CLUSTER + number + 1, context(number), USER)
                .getProto()
                .toByteArray();
    }

    /** The data of its attempt's znode. */
    static byte[] attemptData(int number) {
        Credentials credentials = new Credentials();
        credentials.addSecretKey(RMStateStore.AM_CLIENT_TOKEN_MASTER_KEY_NAME, new byte[20]);
        Container container = Container.newInstance(
                ContainerId.newContainerId(attemptId(number), 1),
                NodeId.newInstance("worker-17.example.org", 45454),
                "worker-17.example.org:8042",
                Resource.newInstance(2048, 1),
                Priority.newInstance(0),
                null);
        return ApplicationAttemptStateData.newInstance(
                        attemptId(number), container, credentials, CLUSTER + number + 2, Map.of(), Map.of(), 1)
                .getProto()
                .toByteArray();
    }

    private static ApplicationSubmissionContext context(int number) {
        ContainerLaunchContext container = ContainerLaunchContext.newInstance(
                Map.of(),
                Map.of("CLASSPATH", "$PWD:$HADOOP_CONF_DIR:$HADOOP_HOME/share/hadoop/common/*", "LANG", "C.UTF-8"),
                List.of(
                        "$JAVA_HOME/bin/java -Xmx1024m org.example.ApplicationMaster 1><LOG_DIR>/stdout 2><LOG_DIR>/stderr"),
                Map.of(),
                null,
                Map.of(ApplicationAccessType.VIEW_APP, "*"));
        ApplicationSubmissionContext context = ApplicationSubmissionContext.newInstance(
                id(number),
                "nightly aggregation " + number,
                "root.users." + USER,
                Priority.newInstance(0),
                container,
                false,
                true,
                2,
                Resource.newInstance(2048, 1),
                "MAPREDUCE");
        context.setApplicationTags(Set.of("nightly"));
        return context;
    }
}
