package io.coordkit.cli.demo;

import io.coordkit.cli.demo.narration.Narrator;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException.NoAuthException;
import org.apache.zookeeper.ZooDefs;

/** An ensemble that runs elsewhere. The demos get a znode of their own on it, and that znode is removed afterwards. */
public final class ForeignEnsemble implements DemoEnsemble {

    private static final int SESSION_MS = 10_000;
    private static final int CONNECTION_MS = 5_000;

    private final String address;
    private final String root;
    private final CuratorFramework client;

    private ForeignEnsemble(String address, String root, CuratorFramework client) {
        this.address = address;
        this.root = root;
        this.client = client;
    }

    /**
     * Connects and makes the demos' znode.
     *
     * @param address {@code HOST:PORT[,HOST:PORT…]}, without a chroot
     * @throws IOException when nothing answers in time or the znode cannot be made; the message is for the user
     */
    public static ForeignEnsemble connect(String address, Duration atMost) throws IOException, InterruptedException {
        CuratorFramework client =
                CuratorFrameworkFactory.newClient(address, SESSION_MS, CONNECTION_MS, new RetryNTimes(3, 200));
        client.start();
        String root = "/coordkit-demo-" + UUID.randomUUID().toString().substring(0, 8);
        try {
            if (!client.blockUntilConnected((int) atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("no ZooKeeper answers at " + address + " within " + atMost.toSeconds() + " s");
            }
            client.create().forPath(root, new byte[0]);
            return new ForeignEnsemble(address, root, client);
        } catch (IOException | InterruptedException failure) {
            client.close();
            throw failure;
        } catch (Exception failure) {
            client.close();
            throw new IOException(
                    "cannot create " + root + " at " + address + ": " + Narrator.reason(failure), failure);
        }
    }

    @Override
    public String connectString() {
        return address + root;
    }

    @Override
    public void close() throws IOException {
        try (client) {
            remove("/", root);
        } catch (Exception failure) {
            throw new IOException(
                    "left behind at " + address + ": " + root + " (" + Narrator.reason(failure) + ")", failure);
        }
    }

    private void remove(String parent, String path) throws Exception {
        for (String child : client.getChildren().forPath(path)) {
            remove(path, path + "/" + child);
        }
        try {
            client.delete().forPath(path);
        } catch (NoAuthException fenced) {
            // A fence forbids deletion to everybody but its owner, who is gone; it leaves the right to lift it.
            client.setACL().withACL(ZooDefs.Ids.OPEN_ACL_UNSAFE).forPath(parent);
            client.delete().forPath(path);
        }
    }
}
