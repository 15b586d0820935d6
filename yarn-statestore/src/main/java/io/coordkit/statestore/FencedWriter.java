package io.coordkit.statestore;

import io.coordkit.statestore.machine.FenceMachine;
import io.coordkit.statestore.machine.Outcome;
import io.coordkit.statestore.machine.StoreDriver;
import io.coordkit.statestore.machine.StoreOp;
import io.coordkit.statestore.paths.StorePaths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.curator.CuratorZookeeperClient;
import org.apache.curator.RetryLoop;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.ACL;

/**
 * Commits transactions between creation and deletion of the fencing lock, and tells the fence machine what it learns.
 *
 * <p>A transaction whose answer was lost is repeated. If the first one happened, the second is refused by its own
 * effects: 1. create app, answer lost; 2. create app again: NODEEXISTS. So a refusal of a repetition is checked against
 * the tree, and counts as success when everything that was asked for is there.
 */
final class FencedWriter implements StoreDriver<StateStoreException> {

    private final CuratorZookeeperClient client;
    private final ZkTree tree;
    private final StorePaths paths;
    private final List<ACL> acl;
    private final FenceMachine fence;

    FencedWriter(CuratorFramework client, StateStoreSettings settings, FenceMachine fence) {
        this.client = client.getZookeeperClient();
        this.tree = new ZkTree(client);
        this.paths = settings.paths();
        this.acl = settings.acl();
        this.fence = fence;
    }

    @Override
    public Outcome commit(List<StoreOp> ops) throws StateStoreException {
        if (fence.state() == FenceMachine.State.FENCED) {
            throw new StoreFencedException("this store was fenced and stays so: " + paths.root());
        }
        List<Op> transaction = fenced(ops);
        int[] tries = {0};
        try {
            RetryLoop.callWithRetry(client, () -> {
                tries[0]++;
                PacketLimit.checkRequest(client.getZooKeeper(), ops);
                return client.getZooKeeper().multi(transaction);
            });
            return Outcome.DONE;
        } catch (StoreLimitException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(ops, e);
        } catch (KeeperException e) {
            Outcome refusal = refused(ops, e);
            return tries[0] > 1 && happened(ops) ? Outcome.DONE : refusal;
        } catch (Exception e) {
            throw failed(ops, e);
        }
    }

    @Override
    public List<String> children(String path) throws StateStoreException {
        return tree.children(path);
    }

    @Override
    public boolean exists(String path) throws StateStoreException {
        return tree.exists(path);
    }

    @Override
    public StateStoreException broken(String why) {
        return new StateStoreException(why);
    }

    private List<Op> fenced(List<StoreOp> ops) {
        List<Op> all = new ArrayList<>();
        all.add(Op.create(paths.fencingLock(), new byte[0], acl, CreateMode.PERSISTENT));
        for (StoreOp op : ops) {
            if (op instanceof StoreOp.Create create) {
                all.add(Op.create(create.path(), create.data(), acl, CreateMode.PERSISTENT));
            } else if (op instanceof StoreOp.SetData set) {
                all.add(Op.setData(set.path(), set.data(), -1));
            } else {
                all.add(Op.delete(op.path(), -1));
            }
        }
        all.add(Op.delete(paths.fencingLock(), -1));
        return all;
    }

    private Outcome refused(List<StoreOp> ops, KeeperException refusal) throws StateStoreException {
        if (refusal.code() == Code.NOAUTH) {
            fence.onWriteFailed(FenceMachine.Cause.NO_AUTH);
            throw new StoreFencedException("another store took over " + paths.root());
        }
        Optional<Outcome> outcome = outcome(refusal.code());
        if (outcome.isEmpty() || !payloadRefused(ops, refusal)) {
            throw failed(ops, refusal);
        }
        return outcome.get();
    }

    private static Optional<Outcome> outcome(Code code) {
        if (code == Code.NODEEXISTS) {
            return Optional.of(Outcome.NODE_EXISTS);
        }
        if (code == Code.NONODE) {
            return Optional.of(Outcome.NO_NODE);
        }
        return code == Code.NOTEMPTY ? Optional.of(Outcome.NOT_EMPTY) : Optional.empty();
    }

    /** Whether the server named an operation of the payload, and not the lock around it. */
    private static boolean payloadRefused(List<StoreOp> ops, KeeperException refusal) {
        List<OpResult> results = refusal.getResults();
        if (results == null || results.size() != ops.size() + 2) {
            return false;
        }
        return results.subList(1, ops.size() + 1).stream()
                .anyMatch(result -> result instanceof OpResult.ErrorResult error
                        && error.getErr() == refusal.code().intValue());
    }

    private boolean happened(List<StoreOp> ops) throws StateStoreException {
        for (StoreOp op : ops) {
            if (!happened(op)) {
                return false;
            }
        }
        return true;
    }

    private boolean happened(StoreOp op) throws StateStoreException {
        if (op instanceof StoreOp.Delete) {
            return !tree.exists(op.path());
        }
        byte[] wanted = op instanceof StoreOp.Create create ? create.data() : ((StoreOp.SetData) op).data();
        Optional<byte[]> data = tree.data(op.path());
        return data.isPresent() ? Arrays.equals(data.get(), wanted) : wanted == null && tree.exists(op.path());
    }

    private StateStoreException failed(List<StoreOp> ops, Exception cause) {
        fence.onWriteFailed(FenceMachine.Cause.WRITE_FAILED);
        String what = ops.isEmpty()
                ? "the check of the fence"
                : "a write to " + ops.get(0).path();
        return new StateStoreException(
                what + " failed, its outcome is unknown: " + cause.getMessage() + PacketLimit.suspicion(ops, cause),
                cause);
    }
}
