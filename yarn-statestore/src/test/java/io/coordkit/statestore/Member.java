package io.coordkit.statestore;

import io.coordkit.statestore.machine.FenceMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;

/** One resource manager of a test: its client, its store and what its listener heard. */
final class Member implements AutoCloseable {

    final CuratorFramework client;
    final ZkRmStateStore store;
    final FenceIdentity identity;
    final List<FenceMachine.Cause> heard = new ArrayList<>();

    private Member(String connectString, String address, UnaryOperator<StateStoreSettings> change) {
        identity = FenceIdentity.generate(address);
        client = CuratorFrameworkFactory.builder()
                .connectString(connectString)
                .authorization(identity.authInfos())
                .retryPolicy(new RetryNTimes(20, 100))
                .sessionTimeoutMs(10_000)
                .build();
        client.start();
        StateStoreSettings settings = change.apply(StateStoreSettings.exclusive(identity));
        store = new ZkRmStateStore(client, settings, heard::add);
    }

    /** A member that has not started its store. */
    static Member connect(TestServer server, String address, UnaryOperator<StateStoreSettings> change) {
        return new Member(server.connectString(), address, change);
    }

    /** A member that has just become active. */
    static Member active(TestServer server, String address, UnaryOperator<StateStoreSettings> change)
            throws StateStoreException {
        return connect(server, address, change).activated();
    }

    static Member active(TestServer server, String address) throws StateStoreException {
        return active(server, address, settings -> settings);
    }

    /** A member that has become active on whatever answers there. */
    static Member activeAt(String connectString, String address) throws StateStoreException {
        return new Member(connectString, address, settings -> settings).activated();
    }

    private Member activated() throws StateStoreException {
        store.start();
        store.checkVersion();
        store.getAndIncrementEpoch();
        return this;
    }

    @Override
    public void close() {
        client.close();
    }
}
