package io.coordkit.failover;

import io.coordkit.elector.ElectorConfig;
import io.coordkit.elector.data.ActiveRmInfo;
import io.coordkit.elector.paths.ElectionPaths;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.curator.framework.AuthInfo;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.ProviderUtils;
import org.apache.hadoop.security.SecurityUtil;
import org.apache.hadoop.util.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;

/**
 * Elections as {@code core-site.xml} and {@code yarn-site.xml} describe them, with Hadoop's defaults.
 *
 * <p>Lists of ACLs are {@code scheme:id:perms,…}, lists of credentials {@code scheme:auth,…}, either may stand in a file that
 * is named as {@code @/path}; Hadoop's own {@code ZKUtil} reads them.
 */
public final class HadoopElections {
    private static final String QUORUM = "ha.zookeeper.quorum";
    private static final String SESSION_TIMEOUT = "ha.zookeeper.session-timeout.ms";
    private static final String PARENT_ZNODE = "ha.zookeeper.parent-znode";
    private static final String ACL = "ha.zookeeper.acl";
    private static final String AUTH = "ha.zookeeper.auth";
    private static final List<String> CONTROLLER_KEYS = List.of(QUORUM, SESSION_TIMEOUT, PARENT_ZNODE, ACL, AUTH);

    private static final String OPEN = "world:anyone:rwcda";
    private static final String YARN = "yarn.resourcemanager.";
    private static final String CLUSTER_ID = YARN + "cluster-id";
    private static final String RM_TLS = YARN + "zk-client-ssl.enabled";
    private static final String CONTROLLER_TLS = "dfs.ha.zkfc.client.ssl.enabled";
    private static final String RM_ELECTOR_RETRIES = YARN + "ha.failover-controller.active-standby-elector.zk.retries";

    private static final int SESSION_TIMEOUT_MS = 10_000;

    static {
        // As YarnConfiguration does, which need not be there; otherwise the defaults of the new names would win.
        Configuration.addDeprecations(new Configuration.DeprecationDelta[] {
            new Configuration.DeprecationDelta(YARN + "zk-address", CommonConfigurationKeys.ZK_ADDRESS),
            new Configuration.DeprecationDelta(YARN + "zk-timeout-ms", CommonConfigurationKeys.ZK_TIMEOUT_MS),
            new Configuration.DeprecationDelta(YARN + "zk-acl", CommonConfigurationKeys.ZK_ACL),
            new Configuration.DeprecationDelta(YARN + "zk-auth", CommonConfigurationKeys.ZK_AUTH)
        });
    }

    private HadoopElections() {}

    /**
     * A copy in which the keys {@code ha.zookeeper.*} have the values that are meant for one member of one group: {@code
     * KEY.group.member}, else {@code KEY.group}, else {@code KEY}.
     */
    public static Configuration narrowed(Configuration conf, String group, String member) {
        Configuration narrowed = new Configuration(conf);
        for (String key : CONTROLLER_KEYS) {
            first(conf, key + "." + group + "." + member, key + "." + group)
                    .ifPresent(value -> narrowed.set(key, value));
        }
        return narrowed;
    }

    /**
     * The election of failover controllers, as {@code ZKFailoverController} reads it.
     *
     * @param group the znode inside {@code ha.zookeeper.parent-znode}
     * @throws IOException when a file that is named as {@code @/path} cannot be read
     * @throws IllegalArgumentException when a value is missing or malformed; the message names its key
     */
    public static ElectorConfig ofControllers(Configuration conf, String group) throws IOException {
        List<ACL> acl = acl(conf, ACL);
        return ElectorConfig.of(
                        required(conf, QUORUM),
                        ElectionPaths.under(conf.get(PARENT_ZNODE, ElectionPaths.HDFS_BASE), group))
                .withSessionTimeout(Duration.ofMillis(conf.getInt(SESSION_TIMEOUT, SESSION_TIMEOUT_MS)))
                .withAcl(acl.isEmpty() ? ZooDefs.Ids.CREATOR_ALL_ACL : acl)
                .withAuth(auth(withoutHdfs(conf), AUTH))
                .withMaxRetries(retries(conf))
                .withZookeeperFactory(HadoopHandles.factory(conf, CONTROLLER_TLS));
    }

    /**
     * The election of ResourceManagers, as their embedded elector reads it. The older names of the keys count, too.
     *
     * @throws IOException when a file that is named as {@code @/path} cannot be read
     * @throws IllegalArgumentException when a value is missing or malformed; the message names its key
     */
    public static ElectorConfig ofResourceManagers(Configuration conf) throws IOException {
        String base = conf.get(YARN + "ha.automatic-failover.zk-base-path", ElectionPaths.YARN_BASE);
        return ElectorConfig.of(
                        required(conf, CommonConfigurationKeys.ZK_ADDRESS),
                        ElectionPaths.under(base, required(conf, CLUSTER_ID)))
                .withSessionTimeout(
                        Duration.ofMillis(conf.getInt(CommonConfigurationKeys.ZK_TIMEOUT_MS, SESSION_TIMEOUT_MS)))
                .withAcl(acl(conf, CommonConfigurationKeys.ZK_ACL))
                .withAuth(auth(conf, CommonConfigurationKeys.ZK_AUTH))
                .withMaxRetries(conf.getInt(RM_ELECTOR_RETRIES, retries(conf)))
                .withZookeeperFactory(HadoopHandles.factory(conf, RM_TLS));
    }

    /**
     * What the ResourceManager that is configured here writes into its lock. Where {@code yarn.resourcemanager.ha.id} does not say
     * which one that is, its address does.
     *
     * @throws IllegalArgumentException when there is no cluster's id, or not exactly one ResourceManager here; the message names the keys
     */
    public static ActiveRmInfo resourceManager(Configuration conf) {
        return new ActiveRmInfo(required(conf, CLUSTER_ID), LocalResourceManager.id(conf));
    }

    private static int retries(Configuration conf) {
        return conf.getInt(
                CommonConfigurationKeys.HA_FC_ELECTOR_ZK_OP_RETRIES_KEY,
                CommonConfigurationKeys.HA_FC_ELECTOR_ZK_OP_RETRIES_DEFAULT);
    }

    private static String required(Configuration conf, String name) {
        return first(conf, name).orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
    }

    @SuppressWarnings("NullAway") // a key without a value is null
    private static Optional<String> first(Configuration conf, String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.ofNullable(conf.get(name)))
                .findFirst();
    }

    private static List<ACL> acl(Configuration conf, String name) throws IOException {
        try {
            return ZKUtil.parseACLs(ZKUtil.resolveConfIndirection(conf.get(name, OPEN)));
        } catch (ZKUtil.BadAclFormatException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** The value may also stand in a credential provider, as all of Hadoop's passwords. */
    private static List<AuthInfo> auth(Configuration conf, String name) throws IOException {
        try {
            return SecurityUtil.getZKAuthInfos(conf, name).stream()
                    .map(auth -> new AuthInfo(auth.getScheme(), auth.getAuth()))
                    .toList();
        } catch (ZKUtil.BadAuthFormatException e) {
            // Without its message, which quotes the secret.
            throw new IllegalArgumentException(name + " is not of the form scheme:auth");
        }
    }

    /** Who keeps HDFS alive cannot keep its passwords there. */
    private static Configuration withoutHdfs(Configuration conf) throws IOException {
        try {
            return ProviderUtils.excludeIncompatibleCredentialProviders(
                    conf, FileSystem.getFileSystemClass("hdfs", conf));
        } catch (UnsupportedFileSystemException noHdfs) {
            return conf;
        }
    }
}
