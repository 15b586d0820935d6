package io.coordkit.server.jmx;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a server under the names that monitoring knows ({@code MBeanRegistry} of the reference): a member of an ensemble under
 * its role and beside the other members, and anew whenever one of these changes. A name that another server of this JVM has is left
 * to that one.
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
            MemberConfig member = server.config().member().get();
            server.whenPlaceChanges(() -> CompletableFuture.runAsync(() -> all.refresh(member)));
            all.refresh(member);
        } else {
            all.refresh();
        }
        return all;
    }

    private void refresh() {
        synchronized (registered) {
            unregister();
            if (!closed) {
                addServer(STANDALONE);
            }
        }
    }

    /** Under the role, and among the others, that it has by now. */
    private void refresh(MemberConfig member) {
        synchronized (registered) {
            unregister();
            if (closed) {
                return;
            }
            try {
                addMember(member, server.membershipNow().orElse(member.membership()), server.statusNow());
            } catch (NotServingException stopped) {
                LOG.debug("beans-not-registered", stopped);
            }
        }
    }

    private void addMember(MemberConfig member, Membership membership, ServerStatus status) {
        long id = server.config().serverId();
        String ensemble = "ReplicatedServer_id" + id;
        add(new EnsembleBean(ensemble, server, member), EnsembleMXBean.class, ensemble);
        Member self =
                membership.member(id).or(() -> member.membership().member(id)).orElseThrow();
        add(new MemberBean(self, server, member), MemberMXBean.class, ensemble, PeerBean.nameOf(id));
        for (Member other : membership.members()) {
            if (other.id() != id) {
                add(new PeerBean(other, server), PeerMXBean.class, ensemble, PeerBean.nameOf(other.id()));
            }
        }
        addServer(ensemble, PeerBean.nameOf(id), roleOf(status));
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
    private void addServer(String... path) {
        add(new ServerBean(server), ServerMXBean.class, path);
        String[] below = Arrays.copyOf(path, path.length + 1);
        below[path.length] = "InMemoryDataTree";
        add(new DataTreeBean(server), DataTreeMXBean.class, below);
    }

    private <T> void add(T bean, Class<T> type, String... path) {
        String name = IntStream.range(0, path.length)
                .mapToObj(i -> "name" + i + "=" + path[i])
                .collect(Collectors.joining(",", DOMAIN, ""));
        try {
            ObjectName key = new ObjectName(name);
            beans.registerMBean(new StandardMBean(bean, type, false), key);
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
