package io.coordkit.elector;

import io.coordkit.elector.machine.ElectorSettings;
import io.coordkit.elector.paths.ElectionPaths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.curator.framework.AuthInfo;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.curator.utils.DefaultZookeeperFactory;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;

/**
 * Where an election is held and how a member connects to it. Immutable; the {@code with} methods return changed copies.
 *
 * @param connectString ZooKeeper addresses, {@code host:port,host:port}, without a chroot unless all members use it
 * @param paths the znodes of the election
 * @param sessionTimeout how long a member may be unheard of before it loses the lock
 *     ({@code ha.zookeeper.session-timeout.ms}, {@code yarn.resourcemanager.zk-timeout-ms})
 * @param acl of the lock, the breadcrumb and the parent znodes
 * @param auth credentials added to each session
 * @param maxRetries of an operation with unknown outcome, and of the connection
 *     ({@code ha.failover-controller.active-standby-elector.zk.op.retries})
 * @param zookeeperFactory makes the handles, for example with TLS settings of one's own
 */
public record ElectorConfig(
        String connectString,
        ElectionPaths paths,
        Duration sessionTimeout,
        List<ACL> acl,
        List<AuthInfo> auth,
        int maxRetries,
        ZookeeperFactory zookeeperFactory) {

    /** @throws IllegalArgumentException when the timeout is not positive milliseconds or the ACL is empty */
    public ElectorConfig {
        if (sessionTimeout.toMillis() < 1 || sessionTimeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("session timeout out of range: " + sessionTimeout);
        }
        if (acl.isEmpty()) {
            throw new IllegalArgumentException("the ACL must have at least one entry");
        }
        if (maxRetries < 1) {
            throw new IllegalArgumentException("maxRetries must be at least 1");
        }
        // Not List.copyOf: ZooKeeper asks the list whether it contains null, which such a list answers by throwing.
        acl = Collections.unmodifiableList(new ArrayList<>(acl));
        auth = List.copyOf(auth);
    }

    /** Hadoop's defaults: session timeout 10 s, {@code world:anyone:rwcda}, no credentials, 3 retries. */
    public static ElectorConfig of(String connectString, ElectionPaths paths) {
        return new ElectorConfig(
                connectString,
                paths,
                Duration.ofSeconds(10),
                ZooDefs.Ids.OPEN_ACL_UNSAFE,
                List.of(),
                3,
                new DefaultZookeeperFactory());
    }

    public ElectorConfig withSessionTimeout(Duration timeout) {
        return new ElectorConfig(connectString, paths, timeout, acl, auth, maxRetries, zookeeperFactory);
    }

    public ElectorConfig withAcl(List<ACL> newAcl) {
        return new ElectorConfig(connectString, paths, sessionTimeout, newAcl, auth, maxRetries, zookeeperFactory);
    }

    public ElectorConfig withAuth(List<AuthInfo> newAuth) {
        return new ElectorConfig(connectString, paths, sessionTimeout, acl, newAuth, maxRetries, zookeeperFactory);
    }

    public ElectorConfig withMaxRetries(int retries) {
        return new ElectorConfig(connectString, paths, sessionTimeout, acl, auth, retries, zookeeperFactory);
    }

    public ElectorConfig withZookeeperFactory(ZookeeperFactory factory) {
        return new ElectorConfig(connectString, paths, sessionTimeout, acl, auth, maxRetries, factory);
    }

    /** A client for the work around an election (parent znodes, status), with the same credentials; not yet started. */
    public CuratorFramework newClient() {
        int timeoutMs = sessionTimeoutMs();
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(connectString)
                .sessionTimeoutMs(timeoutMs)
                .connectionTimeoutMs(timeoutMs)
                .retryPolicy(new RetryNTimes(maxRetries, 1000))
                .ensembleTracker(false)
                .zookeeperFactory(zookeeperFactory);
        if (!auth.isEmpty()) {
            builder.authorization(auth);
        }
        return builder.build();
    }

    int sessionTimeoutMs() {
        return Math.toIntExact(sessionTimeout.toMillis());
    }

    ElectorSettings settings() {
        return ElectorSettings.hadoop(maxRetries, sessionTimeoutMs());
    }
}
