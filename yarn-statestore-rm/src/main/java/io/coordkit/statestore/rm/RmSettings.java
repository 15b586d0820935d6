package io.coordkit.statestore.rm;

import static org.apache.hadoop.yarn.conf.YarnConfiguration.DEFAULT_RM_ADDRESS;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.DEFAULT_RM_EPOCH;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.DEFAULT_RM_EPOCH_RANGE;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.DEFAULT_RM_ZK_ZNODE_SIZE_LIMIT_BYTES;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.DEFAULT_ZK_APPID_NODE_SPLIT_INDEX;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.DEFAULT_ZK_DELEGATION_TOKEN_NODE_SPLIT_INDEX;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.DEFAULT_ZK_RM_STATE_STORE_PARENT_PATH;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.RM_ADDRESS;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.RM_EPOCH;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.RM_EPOCH_RANGE;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.RM_ZK_ZNODE_SIZE_LIMIT_BYTES;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.ZK_APPID_NODE_SPLIT_INDEX;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.ZK_DELEGATION_TOKEN_NODE_SPLIT_INDEX;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.ZK_RM_STATE_STORE_PARENT_PATH;
import static org.apache.hadoop.yarn.conf.YarnConfiguration.ZK_RM_STATE_STORE_ROOT_NODE_ACL;

import io.coordkit.statestore.FenceIdentity;
import io.coordkit.statestore.StateStoreSettings;
import io.coordkit.statestore.paths.SplitIndex;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ZKUtil;
import org.apache.hadoop.util.curator.ZKCuratorManager;
import org.apache.hadoop.yarn.conf.HAUtil;
import org.apache.zookeeper.data.ACL;

/** What {@code yarn-site.xml} says about the store, read with the keys and defaults of Hadoop's ZKRMStateStore. */
final class RmSettings {

    private RmSettings() {}

    /**
     * The settings of the resource manager whose configuration this is.
     *
     * @param password of its process, with which its ZooKeeper session was authenticated
     * @throws IOException if a file that holds an ACL cannot be read
     * @throws IllegalArgumentException if the parent path or an ACL is none; the message names the key
     */
    static StateStoreSettings of(Configuration conf, String password) throws IOException {
        return writer(conf, password)
                .withAcl(ZKCuratorManager.getZKAcls(conf))
                .withSplits(
                        split(conf, ZK_APPID_NODE_SPLIT_INDEX, DEFAULT_ZK_APPID_NODE_SPLIT_INDEX),
                        split(conf, ZK_DELEGATION_TOKEN_NODE_SPLIT_INDEX, DEFAULT_ZK_DELEGATION_TOKEN_NODE_SPLIT_INDEX))
                .withApplicationBytesMax(
                        conf.getInt(RM_ZK_ZNODE_SIZE_LIMIT_BYTES, DEFAULT_RM_ZK_ZNODE_SIZE_LIMIT_BYTES))
                .withEpochs(
                        conf.getLong(RM_EPOCH, DEFAULT_RM_EPOCH), conf.getLong(RM_EPOCH_RANGE, DEFAULT_RM_EPOCH_RANGE));
    }

    private static StateStoreSettings writer(Configuration conf, String password) throws IOException {
        StateStoreSettings settings = inParent(
                conf,
                HAUtil.isHAEnabled(conf)
                        ? StateStoreSettings.exclusive(new FenceIdentity(
                                HAUtil.getConfValueForRMInstance(RM_ADDRESS, DEFAULT_RM_ADDRESS, conf), password))
                        : StateStoreSettings.standalone());
        Optional<List<ACL>> rootAcl = HAUtil.isHAEnabled(conf) ? rootAcl(conf) : Optional.empty();
        return rootAcl.isPresent() ? settings.withRootAcl(rootAcl.get()) : settings;
    }

    private static StateStoreSettings inParent(Configuration conf, StateStoreSettings settings) {
        try {
            return settings.withParent(conf.get(ZK_RM_STATE_STORE_PARENT_PATH, DEFAULT_ZK_RM_STATE_STORE_PARENT_PATH));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ZK_RM_STATE_STORE_PARENT_PATH + ": " + e.getMessage(), e);
        }
    }

    /** As written, or as the file says that is named after an at sign. */
    private static Optional<List<ACL>> rootAcl(Configuration conf) throws IOException {
        Optional<String> written =
                Optional.ofNullable(HAUtil.getConfValueForRMInstance(ZK_RM_STATE_STORE_ROOT_NODE_ACL, conf));
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZKUtil.parseACLs(ZKUtil.resolveConfIndirection(written.get())));
        } catch (ZKUtil.BadAclFormatException e) {
            throw new IllegalArgumentException(ZK_RM_STATE_STORE_ROOT_NODE_ACL + ": " + e.getMessage(), e);
        }
    }

    private static SplitIndex split(Configuration conf, String key, int fallback) {
        return SplitIndex.ofConfigured(conf.getInt(key, fallback));
    }
}
