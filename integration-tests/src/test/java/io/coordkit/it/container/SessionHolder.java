package io.coordkit.it.container;

import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** Runs in a container: the unmodified client holds one ephemeral znode and says what becomes of its session. */
public final class SessionHolder {

    private SessionHolder() {}

    /** Arguments: where to connect, the session timeout in milliseconds, the path of the znode. */
    public static void main(String[] arguments) throws Exception {
        var connected = new CountDownLatch(1);
        var client = new ZooKeeper(arguments[0], Integer.parseInt(arguments[1]), event -> {
            System.out.println("session " + event.getState());
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        connected.await();
        client.create(arguments[2], new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        System.out.println("holds " + arguments[2]);
        new CountDownLatch(1).await();
    }
}
