package io.coordkit.failover;

import io.coordkit.elector.ElectionStatus;
import io.coordkit.elector.ElectorConfig;
import io.coordkit.elector.ParentZnode;
import io.coordkit.elector.data.MemberInfo;
import io.coordkit.server.CoordServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceTarget;

/** A group of two services, each with a controller of either kind, on one server. */
final class Pair implements AutoCloseable {
    static final String NAME = "reports";

    final CoordServer server;
    final Configuration conf;
    final List<Service> services = new ArrayList<>();
    private final List<HAServiceTarget> targets = new ArrayList<>();
    final List<Guard> guards = new ArrayList<>();

    Pair(Path directory, Configuration more) throws Exception {
        server = CoordServer.builder()
                .dataDirectory(directory)
                .tickTime(Duration.ofMillis(200))
                .start();
        conf = new Configuration(more);
        conf.set("ha.zookeeper.quorum", server.connectString());
        conf.setInt("ha.zookeeper.session-timeout.ms", 4000);
        conf.setInt("ha.health-monitor.check-interval.ms", 50);
        conf.setInt("ha.health-monitor.connect-retry-interval.ms", 50);
        conf.setInt("ha.health-monitor.sleep-after-disconnect.ms", 50);
        conf.setInt("ipc.client.connect.retry.interval", 50);
        conf.setIfUnset(Target.FENCING, Switch.class.getName());
        for (int member = 0; member < 2; member++) {
            Service service = new Service(conf);
            Switch.install(service);
            services.add(service);
            targets.add(new Target("nn" + member, conf, service.address(), freeAddress()));
        }
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress("127.0.0.1", probe.getLocalPort());
        }
    }

    ElectorConfig election() throws IOException {
        return HadoopElections.ofControllers(conf, NAME);
    }

    void format() throws IOException {
        new ParentZnode(election()).ensure();
    }

    Service service(int member) {
        return services.get(member);
    }

    HAServiceTarget target(int member) {
        return targets.get(member);
    }

    /** Starts a controller for a service. */
    Guard guard(int member, Guard.Kind kind) throws Exception {
        Guard guard = kind.start(conf, group(member));
        guards.add(guard);
        return guard;
    }

    ElectionStatus status() throws Exception {
        try (CuratorFramework client = election().newClient()) {
            client.start();
            return ElectionStatus.read(client, election().paths());
        }
    }

    MemberInfo info(int member) {
        return MemberInfo.recognise(group(member).localData());
    }

    ServiceGroup group(int member) {
        return new FailoverExample.Reports(target(member), target(1 - member));
    }

    @Override
    public void close() {
        guards.forEach(Guard::close);
        services.forEach(Service::close);
        server.close();
    }
}
