package io.coordkit.statestore;

import io.coordkit.statestore.machine.FenceMachine;
import org.apache.curator.framework.CuratorFramework;

/**
 * The resource manager's state in ZooKeeper, shared with Hadoop's ZKRMStateStore 3.4.
 *
 * <p>A write that failed for another reason than fencing may have happened; with high availability it ends
 * the reign too, so that the next one starts from what is there.
 *
 * <p>The client belongs to the caller: started, without a namespace, built with {@link FenceIdentity#authInfos()}.
 */
public final class ZkRmStateStore extends RmStateStore {

    private final CuratorFramework client;
    private final ZkTree tree;
    private final FencedWriter writer;

    /** A store that was not started yet; nothing is sent. */
    public ZkRmStateStore(CuratorFramework client, StateStoreSettings settings, FenceListener listener) {
        this(client, settings, listener, new FenceMachine(settings.highAvailability()));
    }

    private ZkRmStateStore(
            CuratorFramework client, StateStoreSettings settings, FenceListener listener, FenceMachine fence) {
        this(client, settings, listener, fence, new ZkTree(client), new FencedWriter(client, settings, fence));
    }

    private ZkRmStateStore(
            CuratorFramework client,
            StateStoreSettings settings,
            FenceListener listener,
            FenceMachine fence,
            ZkTree tree,
            FencedWriter writer) {
        super(settings, listener, fence, tree, writer);
        if (!client.getNamespace().isEmpty()) {
            throw new IllegalArgumentException("the client must not have a namespace: " + client.getNamespace());
        }
        this.client = client;
        this.tree = tree;
        this.writer = writer;
    }

    @Override
    void takeOver() throws StateStoreException {
        new StoreStarter(client, settings()).takeOver(writer);
    }

    @Override
    void deleteTree() throws StateStoreException {
        String root = settings().paths().root();
        if (tree.exists(root)) {
            ZkTree.access(root, () -> client.delete().deletingChildrenIfNeeded().forPath(root));
        }
    }
}
