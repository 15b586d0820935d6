package io.coordkit.server.jmx;

import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a server under the names that monitoring knows ({@code MBeanRegistry} of the reference): a member of an ensemble under
 * its role, and anew whenever that changes. A name that another server of this JVM has is left to that one.
 */
public final class ManagementBeans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementBeans.class);
    private static final String DOMAIN = "org.apache.ZooKeeperService:";

    /** The reference registers before it listens, so its name never has a port. */
    private static final String STANDALONE = "StandaloneServer_port-1";

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final Inspection server;
    private final List<ObjectName> registered = new ArrayList<>();
    private boolean closed;

    private ManagementBeans(Inspection server) {
        this.server = server;
    }

    /** Registers it until closed. */
    public static ManagementBeans register(Inspection server) {
        ManagementBeans all = new ManagementBeans(server);
        if (server.config().member().isPresent()) {
            server.whenRoleChanges(() -> CompletableFuture.runAsync(all::refresh));
            all.refresh();
        } else {
            all.replace(List.of(STANDALONE));
        }
        return all;
    }

    /** Under the role that it has by now. */
    private void refresh() {
        synchronized (registered) {
            try {
                long id = server.config().serverId();
                replace(List.of("ReplicatedServer_id" + id, "replica." + id, roleOf(server.statusNow())));
            } catch (NotServingException stopped) {
                unregister();
            }
        }
    }

    private static String roleOf(ServerStatus status) {
        if (!status.serving()) {
            return "LeaderElection";
        }
        return switch (status.state()) {
            case LEADING -> "Leader";
            case FOLLOWING -> "Follower";
            case OBSERVING -> "Observer";
            case LOOKING -> "LeaderElection";
        };
    }

    /** Below the last name of the path are the znodes. */
    private void replace(List<String> path) {
        synchronized (registered) {
            unregister();
            if (closed) {
                return;
            }
            StringBuilder name = new StringBuilder(DOMAIN);
            for (int i = 0; i < path.size(); i++) {
                name.append(i == 0 ? "" : ",")
                        .append("name")
                        .append(i)
                        .append('=')
                        .append(path.get(i));
                add(name.toString(), i == path.size() - 1 ? serverBean() : memberBean(path.get(i)));
            }
            add(name + ",name" + path.size() + "=InMemoryDataTree", treeBean());
        }
    }

    private StandardMBean serverBean() {
        return new StandardMBean(new ServerBean(server), ServerMXBean.class, false);
    }

    private StandardMBean treeBean() {
        return new StandardMBean(new DataTreeBean(server), DataTreeMXBean.class, false);
    }

    private StandardMBean memberBean(String name) {
        MemberConfig member = server.config().member().orElseThrow();
        return new StandardMBean(new MemberBean(name, server, member), MemberMXBean.class, false);
    }

    private void add(String name, StandardMBean bean) {
        try {
            ObjectName key = new ObjectName(name);
            beans.registerMBean(bean, key);
            registered.add(key);
        } catch (JMException e) {
            LOG.warn("bean-not-registered name={} reason=\"{}\"", name, e.getMessage());
        }
    }

    private void unregister() {
        for (ObjectName name : registered) {
            try {
                beans.unregisterMBean(name);
            } catch (JMException e) {
                LOG.debug("bean-not-unregistered name={}", name, e);
            }
        }
        registered.clear();
    }

    @Override
    public void close() {
        synchronized (registered) {
            closed = true;
            unregister();
        }
    }
}
