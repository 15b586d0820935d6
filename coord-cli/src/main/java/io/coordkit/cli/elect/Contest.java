package io.coordkit.cli.elect;

import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.elector.Elector;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;

/** One member's part in an election, from joining to leaving in good order. {@link #run} belongs to one thread. */
public final class Contest {

    /** Could not take part, or not go on. */
    public static final int FAILED = 1;

    /** The command cannot be started; as a shell says it. */
    public static final int CANNOT_RUN = 127;

    private static final byte[] EMPTY = {};

    private final Plan plan;
    private final Consumer<String> story;
    private final BlockingQueue<Decision> decisions = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /** @param story hears what happens, a line at a time, on any thread */
    public Contest(Plan plan, Consumer<String> story) {
        this.plan = plan;
        this.story = story;
    }

    /** Ends it, from any thread, and waits until nothing runs and the lock has been given up. */
    public void stop() {
        decisions.add(new Decision.Stop());
        try {
            over.await(plan.grace().plusSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes part until the command ends, somebody calls {@link #stop}, or it makes no sense to go on.
     *
     * @return the command's exit code, or one of ours
     * @throws TreeFailure when ZooKeeper cannot be reached, or refuses
     */
    public int run() throws TreeFailure, InterruptedException {
        try (Tree tree = Tree.start(plan.election().newClient(), plan.election().sessionTimeout())) {
            CuratorFramework client = tree.client();
            Timing timing = new Timing(granted(client), plan.grace());
            if (!timing.isPossible()) {
                throw new TreeFailure("the session timeout, as granted, is "
                        + timing.session().toMillis() + " ms, which allows a grace of at most "
                        + timing.graceMax().toMillis() + " ms");
            }
            ensureParent(client);
            try (Candidacy candidacy = new Candidacy(plan, client, timing, story, decisions::add);
                    Elector elector = new Elector(plan.election(), candidacy)) {
                return contend(candidacy, elector);
            }
        } finally {
            over.countDown();
        }
    }

    private static Duration granted(CuratorFramework client) throws TreeFailure, InterruptedException {
        try {
            return Duration.ofMillis(client.getZookeeperClient().getZooKeeper().getSessionTimeout());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception lost) {
            throw new TreeFailure("the connection was lost", lost);
        }
    }

    private void ensureParent(CuratorFramework client) throws TreeFailure, InterruptedException {
        String parent = plan.election().paths().parent();
        try {
            if (client.checkExists().forPath(parent) == null) {
                client.create()
                        .creatingParentsIfNeeded()
                        .withACL(plan.election().acl(), true)
                        .forPath(parent, EMPTY);
            }
        } catch (KeeperException.NodeExistsException somebodyElseDid) {
            return;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception refused) {
            throw new TreeFailure("cannot create " + parent + ": " + refused.getMessage(), refused);
        }
    }

    private int contend(Candidacy candidacy, Elector elector) throws InterruptedException {
        Optional<HealthProbe> probe =
                plan.health().map(health -> new HealthProbe(health, fit -> decisions.add(new Decision.Fitness(fit))));
        probe.ifPresentOrElse(HealthProbe::start, () -> join(candidacy, elector));
        try {
            while (true) {
                Optional<Integer> exitCode = act(decisions.take(), candidacy, elector);
                if (exitCode.isPresent()) {
                    return exitCode.get();
                }
            }
        } finally {
            probe.ifPresent(HealthProbe::close);
            candidacy.withdraw();
            elector.quitElection(false);
        }
    }

    private void join(Candidacy candidacy, Elector elector) {
        candidacy.stand();
        elector.joinElection(plan.self().toBytes());
    }

    /** Nothing runs any more, so nobody has to be fenced. */
    private void leave(Candidacy candidacy, Elector elector) {
        candidacy.withdraw();
        elector.quitElection(false);
    }

    /** What it means; an exit code ends the contest. */
    private Optional<Integer> act(Decision decision, Candidacy candidacy, Elector elector) {
        if (decision instanceof Decision.Ended ended) {
            if (!plan.stay()) {
                return Optional.of(ended.exitCode());
            }
            leave(candidacy, elector);
            join(candidacy, elector);
        } else if (decision instanceof Decision.Failed failed) {
            story.accept(failed.message());
            return Optional.of(failed.exitCode());
        } else if (decision instanceof Decision.Overtaken) {
            leave(candidacy, elector);
            join(candidacy, elector);
        } else if (decision instanceof Decision.Fitness fitness) {
            story.accept(fitness.fit() ? "healthy" : "not healthy: not a candidate for now");
            if (fitness.fit()) {
                join(candidacy, elector);
            } else {
                leave(candidacy, elector);
            }
        } else {
            return Optional.of(0);
        }
        return Optional.empty();
    }
}
