package io.coordkit.it.yarn;

import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.JavaChild;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceProtocol;
import org.apache.hadoop.ha.HAServiceProtocol.HAServiceState;
import org.apache.hadoop.ha.protocolPB.HAServiceProtocolClientSideTranslatorPB;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.yarn.api.ApplicationClientProtocol;
import org.apache.hadoop.yarn.api.impl.pb.client.ApplicationClientProtocolPBClientImpl;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationsRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetNewApplicationRequest;
import org.apache.hadoop.yarn.api.protocolrecords.SubmitApplicationRequest;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** One ResourceManager at one place: started, killed, frozen, and asked as its clients and administrators do. */
final class ResourceManagerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int ANSWER_MS = 60_000;

    private final String id;
    private final Configuration conf;
    private final Path file;
    private final Path output;
    private JavaChild process;

    /** Starts it, and does not wait. */
    ResourceManagerProcess(String id, Configuration conf, Path home) throws IOException {
        this.id = id;
        this.conf = conf;
        this.file = home.resolve(id + ".xml");
        this.output = home.resolve(id + ".txt");
        try (var out = Files.newOutputStream(file)) {
            conf.writeXml(out);
        }
        this.process = launch();
    }

    private JavaChild launch() throws IOException {
        return JavaChild.start(output, List.of(), ResourceManagerMain.class.getName(), List.of(file.toString()));
    }

    void kill() {
        process.kill9();
    }

    void restart() throws IOException {
        process = launch();
    }

    void freeze() throws IOException {
        process.freeze();
    }

    void thaw() throws IOException {
        process.thaw();
    }

    void awaitActive() throws IOException {
        await(HAServiceState.ACTIVE);
    }

    void awaitStandby() throws IOException {
        await(HAServiceState.STANDBY);
    }

    private void await(HAServiceState wanted) throws IOException {
        try {
            Eventually.holds(PATIENCE, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError(id + " died:\n" + process.output());
                }
                return isIn(wanted);
            });
        } catch (AssertionError e) {
            throw new AssertionError(id + " is not " + wanted + ":\n" + process.output(), e);
        }
    }

    private boolean isIn(HAServiceState wanted) throws IOException {
        HAServiceProtocol admin = new HAServiceProtocolClientSideTranslatorPB(
                address("admin.address"), conf, NetUtils.getDefaultSocketFactory(conf), ANSWER_MS);
        try {
            return admin.getServiceStatus().getState() == wanted;
        } catch (IOException notYet) {
            return false;
        } finally {
            ((HAServiceProtocolClientSideTranslatorPB) admin).close();
        }
    }

    private InetSocketAddress address(String key) {
        return NetUtils.createSocketAddr(conf.get("yarn.resourcemanager." + key + "." + id));
    }

    /** A number that nobody else gets, for an application to be submitted. */
    ApplicationId newApplication() throws IOException {
        return ask(client ->
                client.getNewApplication(GetNewApplicationRequest.newInstance()).getApplicationId());
    }

    /** Hands an application over; when this returns, it is stored. */
    void submit(ApplicationId application) throws IOException {
        var context = ApplicationSubmissionContext.newInstance(
                application,
                "application " + application.getId(),
                "default",
                Priority.newInstance(0),
                ContainerLaunchContext.newInstance(Map.of(), Map.of(), List.of("true"), Map.of(), null, Map.of()),
                false,
                true,
                2,
                Resource.newInstance(1024, 1));
        ask(client -> client.submitApplication(SubmitApplicationRequest.newInstance(context)));
        Eventually.holds(PATIENCE, () -> accepted().contains(application));
    }

    /** A new application, stored and waiting for a machine that never comes. */
    ApplicationId submit() throws IOException {
        ApplicationId application = newApplication();
        submit(application);
        return application;
    }

    /** The applications that it knows, all of which must be waiting for a machine. */
    Set<ApplicationId> accepted() throws IOException {
        return ask(client -> client
                .getApplications(
                        GetApplicationsRequest.newInstance(Set.of(), EnumSet.of(YarnApplicationState.ACCEPTED)))
                .getApplicationList()
                .stream()
                .map(ApplicationReport::getApplicationId)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private <T> T ask(Question<T> question) throws IOException {
        try (var client = new ApplicationClientProtocolPBClientImpl(1, address("address"), conf)) {
            return question.put(client);
        } catch (YarnException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    @FunctionalInterface
    private interface Question<T> {
        T put(ApplicationClientProtocol client) throws IOException, YarnException;
    }
}
