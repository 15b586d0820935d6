package io.coordkit.server.jmx;

import io.coordkit.core.election.ServerState;
import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
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

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final Inspection server;
    private final List<ObjectName> registered = new ArrayList<>();
    private final Date start = new Date();
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
                addServer(new ServerBean(server), ServerMXBean.class, standalone());
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
        add(new MemberBean(self, server, member, start), MemberMXBean.class, ensemble, PeerBean.nameOf(id));
        for (Member other : membership.members()) {
            if (other.id() != id) {
                add(new PeerBean(other, server), PeerMXBean.class, ensemble, PeerBean.nameOf(other.id()));
            }
        }
        addRole(member, status.serving() ? status.state() : ServerState.LOOKING, ensemble, PeerBean.nameOf(id));
    }

    private void addRole(MemberConfig member, ServerState role, String ensemble, String self) {
        switch (role) {
            case LEADING -> addServer(new LeaderBean(server, member), LeaderMXBean.class, ensemble, self, "Leader");
            case FOLLOWING -> addServer(new FollowerBean(server), FollowerMXBean.class, ensemble, self, "Follower");
            case OBSERVING -> addServer(new ObserverBean(server), ObserverMXBean.class, ensemble, self, "Observer");
            case LOOKING -> add(new ElectionBean(), ElectionMXBean.class, ensemble, self, "LeaderElection");
        }
    }

    private String standalone() {
        return "StandaloneServer_port" + server.clientAddress().getPort();
    }

    /** Below the last name of the path are the znodes. */
    private <T> void addServer(T bean, Class<T> type, String... path) {
        add(bean, type, path);
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
