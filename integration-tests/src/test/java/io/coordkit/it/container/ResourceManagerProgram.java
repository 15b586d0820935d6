package io.coordkit.it.container;

import io.coordkit.elector.Elector;
import io.coordkit.elector.ElectorCallback;
import io.coordkit.elector.ElectorConfig;
import io.coordkit.elector.ParentZnode;
import io.coordkit.elector.paths.ElectionPaths;
import io.coordkit.statestore.FenceIdentity;
import io.coordkit.statestore.StateStoreException;
import io.coordkit.statestore.StateStoreSettings;
import io.coordkit.statestore.ZkRmStateStore;
import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.SubmissionContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;

/**
 * Runs in a container: a resource manager in small. Elected, it takes the state store over and stores applications, one
 * after the other. It is of the worst kind: no word of the elector makes it stop, so that only the fence can.
 */
public final class ResourceManagerProgram implements ElectorCallback {

    static final ElectionPaths ELECTION = ElectionPaths.yarn("containers");
    static final long CLUSTER = 1_700_000_000_000L;
    static final Duration SESSION = Duration.ofSeconds(4);

    private static final long BETWEEN_STORES = TimeUnit.MILLISECONDS.toNanos(20);

    private final CuratorFramework client;
    private final FenceIdentity identity;
    private boolean started;

    private ResourceManagerProgram(String connectString, String name) {
        identity = FenceIdentity.generate(name + ":8032");
        client = CuratorFrameworkFactory.builder()
                .connectString(connectString)
                .sessionTimeoutMs((int) SESSION.toMillis())
                .authorization(identity.authInfos())
                .retryPolicy(new RetryNTimes(100, 100))
                .build();
        client.start();
    }

    /** Arguments: where to connect, and the name of this one. */
    public static void main(String[] arguments) throws Exception {
        ElectorConfig config = ElectorConfig.of(arguments[0], ELECTION).withSessionTimeout(SESSION);
        new ParentZnode(config).ensure();
        var elector = new Elector(config, new ResourceManagerProgram(arguments[0], arguments[1]));
        elector.joinElection(arguments[1].getBytes(StandardCharsets.UTF_8));
        new CountDownLatch(1).await();
    }

    private static void say(String line) {
        System.out.println(line);
    }

    @Override
    public void becomeActive() throws StateStoreException {
        if (started) {
            return; // active again after a lost connection: its reign was never over
        }
        started = true;
        var store = new ZkRmStateStore(client, StateStoreSettings.exclusive(identity), cause -> say("fenced " + cause));
        store.start();
        store.checkVersion();
        store.getAndIncrementEpoch();
        int inherited = store.load().applications().size();
        say("active " + inherited);
        new Thread(() -> storeFrom(inherited + 1, store), "writer").start();
    }

    private static void storeFrom(int first, ZkRmStateStore store) {
        try {
            for (int number = first; true; number++) {
                store.storeApplication(application(number));
                say("stored " + number);
                LockSupport.parkNanos(BETWEEN_STORES);
            }
        } catch (StateStoreException over) {
            say("stopped " + over.getClass().getSimpleName());
        }
    }

    private static ApplicationState application(int number) {
        var id = new ApplicationId(CLUSTER, number);
        return ApplicationState.submitted(SubmissionContext.of(id, "demo", "default"), "alice", CLUSTER, CLUSTER);
    }

    @Override
    public void becomeStandby() {
        say("standby");
    }

    @Override
    public void enterNeutralMode() {
        say("neutral");
    }

    @Override
    public void notifyFatalError(String message) {
        say("fatal " + message);
    }

    /** Nothing to do here: to take the store over is to fence, as in YARN. */
    @Override
    public void fenceOldActive(byte[] oldActive) {
        say("fences " + new String(oldActive, StandardCharsets.UTF_8));
    }
}
