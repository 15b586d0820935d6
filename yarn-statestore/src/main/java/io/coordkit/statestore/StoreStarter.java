package io.coordkit.statestore;

import io.coordkit.statestore.machine.RootAcl;
import io.coordkit.statestore.paths.StorePaths;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.ACL;

/** Takes a store over, in the order of ZKRMStateStore: directories, root ACL, stale lock, directories below the root. */
final class StoreStarter {

    private final CuratorFramework client;
    private final ZkTree tree;
    private final StateStoreSettings settings;
    private final StorePaths paths;

    StoreStarter(CuratorFramework client, StateStoreSettings settings) {
        this.client = client;
        this.tree = new ZkTree(client);
        this.settings = settings;
        this.paths = settings.paths();
    }

    /** From here on the former writer is fenced. */
    void takeOver(FencedWriter writer) throws StateStoreException {
        for (String ancestor : paths.ancestors()) {
            createDirectory(ancestor);
        }
        createDirectory(paths.root());
        List<ACL> rootAcl = rootAcl();
        ZkTree.access(paths.root(), () -> client.setACL().withACL(rootAcl).forPath(paths.root()));
        if (tree.exists(paths.fencingLock())) {
            ZkTree.access(
                    paths.fencingLock(),
                    () -> client.delete().quietly().deletingChildrenIfNeeded().forPath(paths.fencingLock()));
        }
        verify(writer, rootAcl);
        for (String directory : paths.directories()) {
            createDirectory(directory);
        }
    }

    private List<ACL> rootAcl() {
        return settings.rootAcl().orElseGet(() -> settings.identity()
                .map(identity -> RootAcl.exclusive(settings.acl(), identity.aclId()))
                .orElse(settings.acl()));
    }

    /** Without this, a client that does not present the identity would look like a store that was fenced. */
    private void verify(FencedWriter writer, List<ACL> expected) throws StateStoreException {
        try {
            writer.commit(List.of());
        } catch (StoreFencedException e) {
            List<ACL> actual = ZkTree.access(paths.root(), () -> client.getACL().forPath(paths.root()));
            if (actual.equals(expected)) {
                throw new StateStoreException("the client may not write below " + paths.root()
                        + ": it must be built with FenceIdentity.authInfos(), or with what the root ACL asks for");
            }
            throw e;
        }
    }

    private void createDirectory(String path) throws StateStoreException {
        if (!tree.exists(path)) {
            ZkTree.access(path, () -> client.create()
                    .withMode(CreateMode.PERSISTENT)
                    .withACL(settings.acl())
                    .forPath(path, null));
        }
    }
}
