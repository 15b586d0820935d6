package io.coordkit.cli.demo.splitlog;

import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;

/** What all processes of the demo agree on: the znodes, the names of servers, and how to connect. */
final class Cluster {

    static final HBasePaths PATHS = HBasePaths.DEFAULT;

    /** How many logs the region server fills, and with how many edits each. */
    static final int LOGS = 6;

    static final int EDITS_PER_LOG = 60;

    /**
     * Short, so that a death shows soon, and long enough for four processes that start at once on a busy machine; an ensemble may
     * grant more.
     */
    static final int SERVER_SESSION_MS = 4_000;

    /** The master shall outlive a busy machine. */
    static final int MASTER_SESSION_MS = 10_000;

    private static final int CONNECT_MS = 10_000;
    private static final int RETRIES = 50;
    private static final int RETRY_PAUSE_MS = 200;

    private Cluster() {}

    /** A server that starts now. */
    static ServerName server(String host, int port) {
        return new ServerName(host + ".example.org", port, System.currentTimeMillis());
    }

    /** The first part of a server's host name: enough to tell ours apart. */
    static String shortName(ServerName server) {
        return server.host().substring(0, server.host().indexOf('.'));
    }

    /** A connected client. */
    static CuratorFramework connect(String connectString, int sessionMs) throws IOException, InterruptedException {
        CuratorFramework client = CuratorFrameworkFactory.newClient(
                connectString, sessionMs, CONNECT_MS, new RetryNTimes(RETRIES, RETRY_PAUSE_MS));
        client.start();
        if (!client.blockUntilConnected(CONNECT_MS, TimeUnit.MILLISECONDS)) {
            client.close();
            throw new IOException("no answer from " + connectString + " within " + CONNECT_MS + " ms");
        }
        return client;
    }

    /** The session timeout that the ensemble has granted, in milliseconds. */
    static int grantedSessionMs(CuratorFramework client) throws Exception {
        return client.getZookeeperClient().getZooKeeper().getSessionTimeout();
    }
}
