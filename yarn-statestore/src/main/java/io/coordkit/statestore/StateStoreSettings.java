package io.coordkit.statestore;

import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.paths.StorePaths;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;

/**
 * How a store behaves; start from {@link #exclusive} or {@link #standalone} and change what differs. Two resource managers
 * of one cluster must agree on everything but the identity.
 *
 * @param paths where the tree is ({@code yarn.resourcemanager.zk-state-store.parent-path})
 * @param identity who writes; absent without high availability, or with an explicit root ACL
 * @param acl the ACL of every node but the root ({@code hadoop.zk.acl})
 * @param rootAcl an ACL for the root that is used as it is ({@code yarn.resourcemanager.zk-state-store.root-node.acl})
 * @param applicationSplit layout of new applications ({@code yarn.resourcemanager.zk-appid-node.split-index})
 * @param tokenSplit layout of new tokens ({@code yarn.resourcemanager.zk-delegation-token-node.split-index})
 * @param applicationBytesMax the largest new application ({@code yarn.resourcemanager.zk-max-znode-size.bytes})
 * @param epochBase the first epoch ({@code yarn.resourcemanager.epoch})
 * @param epochRange epochs before they begin again, 0 for never ({@code yarn.resourcemanager.epoch.range})
 */
public record StateStoreSettings(
        StorePaths paths,
        Optional<FenceIdentity> identity,
        List<ACL> acl,
        Optional<List<ACL>> rootAcl,
        SplitIndex applicationSplit,
        SplitIndex tokenSplit,
        int applicationBytesMax,
        long epochBase,
        long epochRange) {

    /** The limit of a resource manager that configures none. */
    public static final int APPLICATION_BYTES_MAX = 1024 * 1024;

    public StateStoreSettings {
        acl = List.copyOf(acl);
        rootAcl = rootAcl.map(List::copyOf);
    }

    /** The defaults of a resource manager with high availability: only the store that started last may write. */
    public static StateStoreSettings exclusive(FenceIdentity identity) {
        return defaults(Optional.of(identity));
    }

    /** The defaults of a resource manager without high availability: nobody is fenced. */
    public static StateStoreSettings standalone() {
        return defaults(Optional.empty());
    }

    private static StateStoreSettings defaults(Optional<FenceIdentity> identity) {
        return new StateStoreSettings(
                new StorePaths(StorePaths.DEFAULT_PARENT),
                identity,
                ZooDefs.Ids.OPEN_ACL_UNSAFE,
                Optional.empty(),
                SplitIndex.NONE,
                SplitIndex.NONE,
                APPLICATION_BYTES_MAX,
                0,
                0);
    }

    /** Whether somebody else may take the store over, so that an uncertain write ends this writer's reign. */
    public boolean highAvailability() {
        return identity.isPresent() || rootAcl.isPresent();
    }

    public StateStoreSettings withParent(String parent) {
        return new StateStoreSettings(
                new StorePaths(parent),
                identity,
                acl,
                rootAcl,
                applicationSplit,
                tokenSplit,
                applicationBytesMax,
                epochBase,
                epochRange);
    }

    public StateStoreSettings withSplits(SplitIndex applications, SplitIndex tokens) {
        return new StateStoreSettings(
                paths, identity, acl, rootAcl, applications, tokens, applicationBytesMax, epochBase, epochRange);
    }

    public StateStoreSettings withAcl(List<ACL> nodeAcl) {
        return new StateStoreSettings(
                paths,
                identity,
                nodeAcl,
                rootAcl,
                applicationSplit,
                tokenSplit,
                applicationBytesMax,
                epochBase,
                epochRange);
    }

    /** An explicit ACL for the root; the caller's client must present whatever it asks for. */
    public StateStoreSettings withRootAcl(List<ACL> explicit) {
        return new StateStoreSettings(
                paths,
                Optional.empty(),
                acl,
                Optional.of(explicit),
                applicationSplit,
                tokenSplit,
                applicationBytesMax,
                epochBase,
                epochRange);
    }

    public StateStoreSettings withApplicationBytesMax(int bytesMax) {
        return new StateStoreSettings(
                paths, identity, acl, rootAcl, applicationSplit, tokenSplit, bytesMax, epochBase, epochRange);
    }

    public StateStoreSettings withEpochs(long base, long range) {
        return new StateStoreSettings(
                paths, identity, acl, rootAcl, applicationSplit, tokenSplit, applicationBytesMax, base, range);
    }
}
