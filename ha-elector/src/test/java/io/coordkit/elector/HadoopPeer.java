package io.coordkit.elector;

import java.io.IOException;
import org.apache.hadoop.ha.ActiveStandbyElector;
import org.apache.hadoop.util.ZKUtil.ZKAuthInfo;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** Hadoop's own elector with a {@link Journal} as its service. */
final class HadoopPeer extends ActiveStandbyElector {
    private final Sessions sessions;

    HadoopPeer(ElectorConfig config, Journal journal, Sessions sessions) throws IOException, KeeperException {
        super(
                config.connectString(),
                config.sessionTimeoutMs(),
                config.paths().parent(),
                config.acl(),
                config.auth().stream()
                        .map(auth -> new ZKAuthInfo(auth.getScheme(), auth.getAuth()))
                        .toList(),
                callback(journal),
                config.maxRetries(),
                false,
                null);
        this.sessions = sessions;
        // The constructor has connected before there was a field to remember the session in: connect again on demand.
        terminateConnection();
    }

    @Override
    protected ZooKeeper initiateZookeeper(ZKClientConfig config) throws IOException {
        if (sessions == null) {
            return super.initiateZookeeper(config);
        }
        sessions.awaitRelease();
        ZooKeeper handle = super.initiateZookeeper(config);
        sessions.remember(handle);
        return handle;
    }

    private static ActiveStandbyElectorCallback callback(Journal journal) {
        return new ActiveStandbyElectorCallback() {
            @Override
            public void becomeActive() {
                journal.becomeActive();
            }

            @Override
            public void becomeStandby() {
                journal.becomeStandby();
            }

            @Override
            public void enterNeutralMode() {
                journal.enterNeutralMode();
            }

            @Override
            public void notifyFatalError(String message) {
                journal.notifyFatalError(message);
            }

            @Override
            public void fenceOldActive(byte[] oldActive) {
                journal.fenceOldActive(oldActive);
            }
        };
    }
}
