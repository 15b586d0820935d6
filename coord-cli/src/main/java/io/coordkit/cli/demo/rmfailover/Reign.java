package io.coordkit.cli.demo.rmfailover;

import io.coordkit.statestore.FenceIdentity;
import io.coordkit.statestore.FenceListener;
import io.coordkit.statestore.StateStoreSettings;
import io.coordkit.statestore.ZkRmStateStore;
import io.coordkit.statestore.record.Epoch;
import io.coordkit.statestore.record.RmState;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;

/**
 * The time from winning the election to losing it, as one resource manager lives it.
 *
 * @param store the store that was taken over; every other writer is fenced
 * @param epoch the number of this reign
 * @param zxid the transaction in which it took its epoch: its place in the order of all writes
 * @param recovered what was in the store at its beginning
 */
record Reign(ZkRmStateStore store, long epoch, long zxid, RmState recovered) {

    /** Takes the store over in the order in which YARN's resource manager does; the first call is the fence. */
    static Reign begin(CuratorFramework client, FenceIdentity identity, FenceListener listener) throws Exception {
        StateStoreSettings settings = StateStoreSettings.exclusive(identity);
        ZkRmStateStore store = new ZkRmStateStore(client, settings, listener);
        store.start();
        store.checkVersion();
        long epoch = store.getAndIncrementEpoch();
        Stat stat = new Stat();
        byte[] next =
                client.getData().storingStatIn(stat).forPath(settings.paths().epoch());
        if (Epoch.decode(next).value() != epoch + 1) {
            throw new IllegalStateException("somebody else took the store over in the same moment");
        }
        return new Reign(store, epoch, stat.getMzxid(), store.load());
    }
}
