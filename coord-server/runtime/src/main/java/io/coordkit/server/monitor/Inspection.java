package io.coordkit.server.monitor;

import io.coordkit.core.client.ClientFront.Service;
import io.coordkit.core.client.SessionWatches;
import io.coordkit.core.client.Tuning;
import io.coordkit.core.effect.Report;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.ZxidDigest;
import io.coordkit.core.zab.LeaderView;
import io.coordkit.core.zab.ObserverView;
import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.runtime.ClientView;
import io.coordkit.server.runtime.ReplicaDriver;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a running server how it is. What is asked is gathered between two steps on the replica's thread, so it belongs together;
 * callers wait for it, so they must be on another thread.
 */
public final class Inspection {
    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);

    private final ServerConfig config;
    private final ReplicaDriver driver;
    private final InetSocketAddress clientAddress;
    private final AddressLimit addressLimit;
    private final TraceMask traceMask = new TraceMask();
    private final long startNanos = System.nanoTime();

    /** @param clientAddress where it listens to clients */
    public Inspection(
            ServerConfig config, ReplicaDriver driver, InetSocketAddress clientAddress, AddressLimit addressLimit) {
        this.config = config;
        this.driver = driver;
        this.clientAddress = clientAddress;
        this.addressLimit = addressLimit;
    }

    /** How the server was configured. */
    public ServerConfig config() {
        return config;
    }

    /** Where it listens to clients. */
    public InetSocketAddress clientAddress() {
        return clientAddress;
    }

    /** How long it has run. */
    public long uptimeMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    /** What would be traced. */
    public TraceMask traceMask() {
        return traceMask;
    }

    /** The few numbers that everybody asks for. */
    public Summary summary() throws NotServingException {
        return ask(Summary::of);
    }

    /** All metrics, also of a server that does not serve. */
    public List<Metric> metrics() throws NotServingException {
        return await(() -> driver.query(replica -> Metrics.of(replica, uptimeMs(), driver.unreadSockets())));
    }

    /** The clients. */
    public List<ClientView> clients() throws NotServingException {
        requireService();
        return await(driver::clients);
    }

    /** Those of them that have come by the same port as this one. */
    List<ClientView> clientsBeside(long connection) throws NotServingException {
        List<ClientView> all = clients();
        boolean secure = isSecure(all, connection);
        return all.stream().filter(client -> client.socket().secure() == secure).toList();
    }

    private static boolean isSecure(List<ClientView> clients, long connection) {
        return clients.stream()
                .anyMatch(client -> client.connection().connection() == connection
                        && client.socket().secure());
    }

    /** A client has sent a word in place of a request. */
    public void noteAsked(long connection) throws NotServingException {
        await(() -> driver.query(replica -> {
            replica.clients().onAsked(connection);
            return true;
        }));
    }

    /** A word is about to be answered, of which only those behind it are told. */
    void noteAnswered() {
        driver.note(ServerStats::onWordAnswered);
    }

    /** Counting of something starts anew. */
    public void reset(Consumer<ServerStats> what) throws NotServingException {
        ask(replica -> {
            what.accept(replica.stats());
            return true;
        });
    }

    /** To what clients are held, also while they are not served. */
    public Tuning tuning() throws NotServingException {
        return await(() -> driver.query(replica -> replica.clients().tuning()));
    }

    /** Holds them to something else until the server ends. */
    public void tune(UnaryOperator<Tuning> change) throws NotServingException {
        Tuning tuning = await(() -> driver.tune(change));
        LOG.info("tuned {}", tuning);
    }

    /** How many clients may come from one address. */
    public AddressLimit addressLimit() {
        return addressLimit;
    }

    /**
     * Counting starts anew on the connections of one port.
     *
     * @param secure the one where only TLS is spoken
     */
    public void resetConnectionStats(boolean secure) throws NotServingException {
        resetStatsOf(clients().stream()
                .filter(client -> client.socket().secure() == secure)
                .toList());
    }

    /** Counting starts anew on this connection and those that have come by the same port. */
    void resetStatsBeside(long connection) throws NotServingException {
        resetStatsOf(clientsBeside(connection));
    }

    private void resetStatsOf(List<ClientView> clients) throws NotServingException {
        Set<Long> chosen = clients.stream()
                .map(client -> client.connection().connection())
                .collect(Collectors.toUnmodifiableSet());
        ask(replica -> {
            replica.clients().resetConnectionStats(chosen::contains);
            return true;
        });
    }

    /** Who watches what. */
    public List<SessionWatches> watches() throws NotServingException {
        return ask(replica -> replica.clients().watches());
    }

    /** How much is watched. */
    public WatchSummary watchSummary() throws NotServingException {
        return ask(replica -> new WatchSummary(
                replica.clients().watches().size(),
                replica.watches().dataPathCount(),
                replica.watches().dataRegistrationCount()));
    }

    /** The digests of the tree at round zxids. */
    public List<ZxidDigest> digests() throws NotServingException {
        return ask(replica -> replica.tree().digestLog());
    }

    /** The sessions, as far as this server keeps them or knows of them. */
    public Sessions sessions() throws NotServingException {
        return ask(replica -> {
            Mode mode = Mode.of(replica);
            boolean expires = mode == Mode.LEADER || mode == Mode.STANDALONE;
            return new Sessions(
                    expires,
                    expires ? replica.sessions().expirySets() : new TreeMap<>(),
                    timeouts(replica.tree()),
                    ephemerals(replica.tree()));
        });
    }

    private static SortedMap<Long, Integer> timeouts(DataTree tree) {
        SortedMap<Long, Integer> timeouts = new TreeMap<>();
        for (long id : tree.sessionIds()) {
            Integer timeoutMs = tree.sessionTimeoutMs(id);
            if (timeoutMs != null) {
                timeouts.put(id, timeoutMs);
            }
        }
        return timeouts;
    }

    private static Map<Long, List<String>> ephemerals(DataTree tree) {
        Map<Long, List<String>> ephemerals = new LinkedHashMap<>();
        for (long owner : tree.ephemeralOwnerIds()) {
            ephemerals.put(owner, tree.ephemeralsOf(owner));
        }
        return ephemerals;
    }

    /** Who belongs to the ensemble; empty on a standalone server. */
    public Optional<Membership> membership() throws NotServingException {
        return ask(replica ->
                replica.isMember() ? Optional.of(CurrentMembership.of(replica.tree())) : Optional.<Membership>empty());
    }

    /** Who belongs to the ensemble, also while it does not serve; empty on a standalone server. */
    public Optional<Membership> membershipNow() throws NotServingException {
        return await(() -> driver.query(replica -> replica.memberships().map(Memberships::decided)));
    }

    /** How long its elections have taken, in ms: the mean. */
    public long electionMs() throws NotServingException {
        return ask(
                replica -> Math.round(replica.stats().measured(Measure.ELECTION).average()));
    }

    /** Its role, its leader, how far it has come. */
    public ServerStatus status() throws NotServingException {
        return ask(Replica::status);
    }

    /** Runs {@code action} whenever its role or the membership is about to change; it must be quick and must not ask. */
    public void whenPlaceChanges(Runnable action) {
        driver.whenPlaceChanges(action);
    }

    /** Its role and phase, also while it does not serve. */
    public ServerStatus statusNow() throws NotServingException {
        return await(() -> driver.query(Replica::status));
    }

    /** Whom this server leads, if it is a leader among others. */
    public Optional<LeaderView> leading() throws NotServingException {
        return ask(Replica::leading);
    }

    /** Counting of what passes between this server and its observers starts anew. */
    public void resetObserverTraffic() throws NotServingException {
        ask(replica -> {
            replica.resetObserverTraffic();
            return true;
        });
    }

    /** The observers that learn from this server; empty where none can come. */
    public Optional<List<ObserverView>> observers() throws NotServingException {
        return ask(Replica::observers);
    }

    /** Writes a snapshot; completes with the zxid in its name. */
    public CompletableFuture<Long> takeSnapshot() {
        return driver.takeSnapshot();
    }

    /** Replaces the state by this tree, which is the server's from now on; completes with how that has ended. */
    public CompletableFuture<Report> restore(DataTree tree) {
        return driver.restore(tree);
    }

    /** Something has been measured. */
    public void measure(Measure what, long value) {
        driver.note(stats -> stats.add(what, value));
    }

    /** Something has happened that is counted. */
    public void count(Count what) {
        driver.note(stats -> stats.add(what));
    }

    /** The membership as clients see it; empty on a standalone server. */
    public String membershipText() throws NotServingException {
        return ask(replica -> replica.isMember() ? CurrentMembership.textOf(replica.tree()) : "");
    }

    /** Anything of a server that serves. */
    public <T> T ask(Function<Replica, T> question) throws NotServingException {
        return await(() -> driver.query(
                        replica -> isServing(replica) ? Optional.of(question.apply(replica)) : Optional.<T>empty()))
                .orElseThrow(NotServingException::new);
    }

    /** Fails if it does not serve. */
    public void requireService() throws NotServingException {
        ask(replica -> true);
    }

    /** Clients that are kept while a leader is looked for are not served: whoever asks wants to know that. */
    private static boolean isServing(Replica replica) {
        Service service = replica.clients().service();
        return service != Service.SUSPENDED && service != Service.CLOSED;
    }

    private static <T> T await(Supplier<CompletableFuture<T>> question) throws NotServingException {
        try {
            return question.get().join();
        } catch (RejectedExecutionException | CompletionException stopped) {
            // Whoever has stopped does not serve.
            throw new NotServingException();
        }
    }
}
