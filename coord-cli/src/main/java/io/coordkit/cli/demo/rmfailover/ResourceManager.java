package io.coordkit.cli.demo.rmfailover;

import io.coordkit.cli.demo.children.ChildChannel;
import io.coordkit.cli.demo.children.Message;
import io.coordkit.elector.Elector;
import io.coordkit.elector.ElectorCallback;
import io.coordkit.elector.ElectorConfig;
import io.coordkit.elector.ParentZnode;
import io.coordkit.elector.data.ActiveRmInfo;
import io.coordkit.elector.data.MemberInfo;
import io.coordkit.elector.paths.ElectionPaths;
import io.coordkit.statestore.FenceIdentity;
import io.coordkit.statestore.StateStoreException;
import io.coordkit.statestore.machine.FenceMachine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;

/**
 * A resource manager, reduced to what failover is about: it takes part in the election, takes the store over when it
 * wins, stores what is submitted while it reigns, and steps down when it was fenced. It reports each of these.
 */
final class ResourceManager implements AutoCloseable {

    /** The cluster's id, the last part of the election's path. */
    static final String CLUSTER = "demo-cluster";

    private static final int RETRIES = 30;
    private static final int RETRY_PAUSE_MS = 100;

    private final String name;
    private final ChildChannel channel;
    private final Workload workload;
    private final FenceIdentity identity;
    private final CuratorFramework client;
    private final Elector elector;
    private volatile Optional<FenceMachine.Cause> fencedBy = Optional.empty();
    private Optional<Reign> reign = Optional.empty();

    /** Connects and prepares the election, but does not yet take part in it. */
    ResourceManager(String name, ChildChannel channel, Workload workload, String connectString, Duration session)
            throws Exception {
        this.name = name;
        this.channel = channel;
        this.workload = workload;
        this.identity = FenceIdentity.generate(name + ":8032");
        ElectorConfig election =
                ElectorConfig.of(connectString, ElectionPaths.yarn(CLUSTER)).withSessionTimeout(session);
        new ParentZnode(election).ensure();
        this.client = storeClient(connectString, session, identity);
        this.elector = new Elector(election, new Callback());
    }

    /** Takes part in the election from now on. */
    void join() {
        elector.joinElection(new ActiveRmInfo(CLUSTER, name).toBytes());
    }

    /** The current reign, if this one is active as far as it knows. */
    synchronized Optional<Reign> reign() {
        return reign;
    }

    /**
     * Stores an application with its first attempt and reports the outcome.
     *
     * @param begun the reign under which the caller found that we are active. It may be over by now: nothing here looks,
     *     because whoever looks can be stopped just after looking. Only the fence is between this write and the store.
     */
    void store(Reign begun, int number) {
        long begunNanos = System.nanoTime();
        try {
            begun.store().storeApplication(workload.application(number));
            begun.store().storeAttempt(workload.attempt(number, begun.epoch()));
            channel.send(Message.of(Word.ACCEPTED)
                    .with(Word.NUMBER, number)
                    .with(Word.EPOCH, begun.epoch())
                    .with(Word.BEGUN, begunNanos));
        } catch (StateStoreException failure) {
            channel.send(Message.of(Word.REFUSED)
                    .with(Word.NUMBER, number)
                    .with(Word.ERROR, failure.getClass().getSimpleName() + ": " + failure.getMessage())
                    .with(Word.CAUSE, fencedBy.map(Enum::name).orElse("")));
            stepDown(begun);
        }
    }

    /** Leaves in good order. */
    @Override
    public void close() {
        endReign();
        elector.quitElection(false);
        elector.close();
        client.close();
    }

    /** As YARN's does after a failed write: become standby, leave the election, and compete again. */
    private void stepDown(Reign failed) {
        synchronized (this) {
            if (reign.isPresent() && !reign.get().equals(failed)) {
                return; // a newer reign has begun since, with a store of its own
            }
            reign = Optional.empty();
        }
        elector.quitElection(false);
        join();
    }

    private synchronized void beginReign(Reign begun) {
        reign = Optional.of(begun);
    }

    private synchronized void endReign() {
        reign = Optional.empty();
    }

    private static CuratorFramework storeClient(String connectString, Duration session, FenceIdentity identity) {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(connectString)
                .sessionTimeoutMs((int) session.toMillis())
                .connectionTimeoutMs((int) session.toMillis())
                .retryPolicy(new RetryNTimes(RETRIES, RETRY_PAUSE_MS))
                .ensembleTracker(false)
                .authorization(identity.authInfos())
                .build();
        client.start();
        return client;
    }

    /** What the election tells us; on the elector's thread. */
    private final class Callback implements ElectorCallback {

        @Override
        public void becomeActive() throws Exception {
            Reign begun = Reign.begin(client, identity, cause -> fencedBy = Optional.of(cause));
            beginReign(begun);
            List<String> recovered = Workload.content(begun.recovered()).entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .toList();
            channel.send(Message.of(Word.ACTIVE)
                    .with(Word.EPOCH, begun.epoch())
                    .with(Word.ZXID, begun.zxid())
                    .with(Word.RECOVERED, recovered));
        }

        @Override
        public void becomeStandby() {
            endReign();
            channel.send(Message.of(Word.STANDBY));
        }

        /** YARN's waits for one session timeout before it stops; stopping at once is simpler and as safe. */
        @Override
        public void enterNeutralMode() {
            endReign();
            channel.send(Message.of(Word.NEUTRAL));
        }

        @Override
        public void notifyFatalError(String message) {
            endReign();
            channel.send(Message.of(Word.FATAL).with(Word.ERROR, message));
        }

        /** Nothing to do but to tell: as in YARN, taking over the store fences the old one. */
        @Override
        public void fenceOldActive(byte[] oldActive) {
            String old = MemberInfo.recognise(oldActive) instanceof ActiveRmInfo info ? info.rmId() : "a stranger";
            channel.send(Message.of(Word.FENCING).with(Word.OLD, old));
        }
    }
}
