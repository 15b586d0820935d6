package io.coordkit.server;

import io.coordkit.core.election.ServerState;
import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.zab.Phase;
import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.peer.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * An ensemble in this JVM, for tests of what must survive the loss of a server: members have numbers from 1, listen on free
 * ports of the loopback address, and keep what they store in directories of their own. Members may be stopped, killed and
 * started again, under the same address and with the same files.
 *
 * <pre>{@code
 * try (CoordEnsemble ensemble = CoordEnsemble.builder().directory(dir).start()) {
 *     connect(ensemble.connectString());
 *     ensemble.kill(ensemble.leader());
 * }
 * }</pre>
 *
 * <p>One thread at a time.
 */
public final class CoordEnsemble implements AutoCloseable {
    /** Far more than an election takes on a busy machine. */
    private static final long PATIENCE_SECONDS = 60;

    /** In ticks; enough for a machine on which everything else runs, too. */
    private static final int INIT_LIMIT = 20;

    private static final int SYNC_LIMIT = 10;

    private final Map<Integer, ServerConfig> configs;
    private final Map<Integer, CoordServer> running = new TreeMap<>();

    private CoordEnsemble(Map<Integer, ServerConfig> configs) {
        this.configs = configs;
    }

    /** Describes an ensemble to be started. */
    public static Builder builder() {
        return new Builder();
    }

    /** The numbers of all members, running or not; observers come last. */
    public List<Integer> members() {
        return List.copyOf(configs.keySet());
    }

    /** How a client names the ensemble: all members, running or not. */
    public String connectString() {
        return String.join(",", members().stream().map(this::connectString).toList());
    }

    /** How a client names one member. */
    public String connectString(int member) {
        return "127.0.0.1:" + config(member).clients().address().getPort();
    }

    /** Whether a member runs. */
    public boolean isRunning(int member) {
        return running.containsKey(member);
    }

    /**
     * A member that runs.
     *
     * @throws IllegalStateException when it does not
     */
    public CoordServer server(int member) {
        CoordServer server = running.get(member);
        if (server == null) {
            throw new IllegalStateException("member " + member + " does not run");
        }
        return server;
    }

    /**
     * The member that leads; waits until there is one that a quorum follows.
     *
     * @throws IllegalStateException when there is none for a minute
     */
    public int leader() throws InterruptedException {
        return (int) awaitLeader().leader();
    }

    /**
     * Waits until every member that runs serves clients, under one leader.
     *
     * @throws IllegalStateException when that takes more than a minute
     */
    public void awaitServing() throws InterruptedException {
        long epoch = awaitLeader().epoch();
        // Until it notices, a follower serves in the epoch of a leader who is gone.
        List<CompletableFuture<ServerStatus>> all = ask(status -> status.serving() && status.epoch() >= epoch);
        await(CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])), all);
    }

    /**
     * Starts a member that does not run; see {@link #awaitServing}.
     *
     * @throws IOException when somebody has taken one of its ports meanwhile
     */
    public void start(int member) throws IOException {
        ServerConfig config = config(member);
        if (running.containsKey(member)) {
            throw new IllegalStateException("member " + member + " runs already");
        }
        running.put(member, CoordServer.start(config));
    }

    /** Stops a member cleanly, if it runs. */
    public void stop(int member) {
        CoordServer server = running.remove(member);
        if (server != null) {
            server.close();
        }
    }

    /** Stops a member as a crash of its process would: its sockets close, and what has not reached its disk is lost. */
    public void kill(int member) {
        CoordServer server = running.remove(member);
        if (server != null) {
            server.kill();
        }
    }

    /** Stops all members; their files stay. */
    @Override
    public void close() {
        members().forEach(this::stop);
    }

    private ServerConfig config(int member) {
        ServerConfig config = configs.get(member);
        if (config == null) {
            throw new IllegalArgumentException("members are " + members() + ", not " + member);
        }
        return config;
    }

    private ServerStatus awaitLeader() throws InterruptedException {
        List<CompletableFuture<ServerStatus>> all =
                ask(status -> status.state() == ServerState.LEADING && status.phase() == Phase.BROADCAST);
        return (ServerStatus) await(CompletableFuture.anyOf(all.toArray(new CompletableFuture<?>[0])), all);
    }

    private List<CompletableFuture<ServerStatus>> ask(Predicate<ServerStatus> wanted) {
        return running.values().stream()
                .map(server -> server.whenStatus(wanted))
                .toList();
    }

    private <T> T await(CompletableFuture<T> all, List<CompletableFuture<ServerStatus>> each)
            throws InterruptedException {
        try {
            return all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a member has stopped by itself", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("not within " + PATIENCE_SECONDS + " s; the members that run: " + states());
        } finally {
            each.forEach(one -> one.cancel(false));
        }
    }

    private List<ServerStatus> states() {
        return running.values().stream().map(CoordServer::status).toList();
    }

    /** Describes an ensemble; everything but the directory has a default. */
    public static final class Builder {
        private static final int PORTS_EACH = 3;
        private static final int MEMBERS_MAX = 255;

        private Path directory = Path.of("");
        private int voters = 3;
        private int observers;
        private Duration tick = Duration.ofMillis(500);

        private Builder() {}

        /** Below it each member gets a directory, named by its number; made if missing. Required. */
        public Builder directory(Path directory) {
            this.directory = directory;
            return this;
        }

        /** How many members vote; three unless given. */
        public Builder voters(int count) {
            this.voters = count;
            return this;
        }

        /** How many members only observe; none unless given. Their numbers follow those of the voters. */
        public Builder observers(int count) {
            this.observers = count;
            return this;
        }

        /** The unit of time: sessions may last from 2 to 20 of it. Half a second unless given, as tests are in a hurry. */
        public Builder tickTime(Duration tick) {
            this.tick = tick;
            return this;
        }

        /**
         * Starts all members and waits until they serve.
         *
         * @throws IllegalStateException without a directory or without voters, or when the members do not come together
         * @throws IOException when there are not enough free ports
         */
        public CoordEnsemble start() throws IOException, InterruptedException {
            if (directory.toString().isEmpty()) {
                throw new IllegalStateException("directory is required");
            }
            if (voters < 1 || observers < 0 || voters + observers > MEMBERS_MAX) {
                throw new IllegalStateException("voters and observers are " + voters + " and " + observers
                        + ", but one must vote, and together there may be " + MEMBERS_MAX);
            }
            CoordEnsemble ensemble = new CoordEnsemble(configs());
            try {
                for (int member : ensemble.members()) {
                    ensemble.start(member);
                }
                ensemble.awaitServing();
                return ensemble;
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                ensemble.close();
                throw e;
            }
        }

        private Map<Integer, ServerConfig> configs() throws IOException {
            int count = voters + observers;
            List<Integer> ports = FreePorts.find(PORTS_EACH * count);
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Member.Address address =
                        new Member.Address("127.0.0.1", ports.get(PORTS_EACH * i), ports.get(PORTS_EACH * i + 1));
                String client = "127.0.0.1:" + ports.get(PORTS_EACH * i + 2);
                members.add(new Member(i + 1, List.of(address), i >= voters, client));
            }
            MemberConfig member = MemberConfig.of(Membership.of(members, 0), tick, INIT_LIMIT, SYNC_LIMIT);
            Map<Integer, ServerConfig> configs = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                InetSocketAddress address =
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(PORTS_EACH * i + 2));
                Path data = directory.resolve(Integer.toString(i + 1));
                configs.put(i + 1, ServerConfig.standalone(data, address, tick).asMember(i + 1, member));
            }
            return configs;
        }
    }
}
