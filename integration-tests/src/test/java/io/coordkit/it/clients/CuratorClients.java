package io.coordkit.it.clients;

import io.coordkit.it.process.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for a class of Curator tests, and clients that are closed after each of them. */
final class CuratorClients implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final int SESSION_MS = 20_000;
    private static final int RETRY_MS = 50;

    private final List<CuratorFramework> clients = new ArrayList<>();
    private ServerProcess server;

    CuratorFramework connect() throws Exception {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(server.connectString())
                .sessionTimeoutMs(SESSION_MS)
                .connectionTimeoutMs(SESSION_MS)
                .retryPolicy(new RetryForever(RETRY_MS))
                .build();
        clients.add(client);
        client.start();
        if (!client.blockUntilConnected(30, TimeUnit.SECONDS)) {
            throw new AssertionError("not connected within 30 s");
        }
        return client;
    }

    /** The client's session is ended by somebody else, and with it all its ephemerals. */
    void endSession(CuratorFramework client) throws Exception {
        SubjectServer.endSession(server, client.getZookeeperClient().getZooKeeper());
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = SubjectServer.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        clients.forEach(CuratorFramework::close);
        clients.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }
}
