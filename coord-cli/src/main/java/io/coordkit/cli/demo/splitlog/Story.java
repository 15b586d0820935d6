package io.coordkit.cli.demo.splitlog;

import static io.coordkit.cli.demo.splitlog.Servers.AT_MOST;

import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.splitlog.Servers.Server;
import io.coordkit.hbase.machine.BatchProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The steps of the demo, in order, with what each leaves for the next. */
final class Story implements AutoCloseable {

    private static final String CLAIMED = "claimed";
    private static final int HALFWAY = Cluster.EDITS_PER_LOG / 2;

    private final DemoContext context;
    private final WalRoot root;
    private final Scene scene;
    private final WalFiles files = new WalFiles();
    private final Servers servers;
    private final List<SplitCommit.Commit> commits = new CopyOnWriteArrayList<>();
    private final Master master;
    private final Server writer;
    private final Server victim;
    private final List<Server> others;

    private Duration session = Duration.ZERO;
    private List<Edit> written = List.of();
    private List<String> logs = List.of();
    private List<String> tasks = List.of();
    private CompletableFuture<BatchProgress> completion = new CompletableFuture<>();
    private BatchProgress batch = new BatchProgress(0, 0, 0);
    private String victimsLog = "";
    private Optional<Takeover> takeover = Optional.empty();

    /** Starts the master, in this process, and the processes of the servers. */
    Story(DemoContext context) throws Exception {
        this.context = context;
        root = new WalRoot(context.workDirectory());
        scene = new Scene(context.narrator());
        SplitCommit commit = new SplitCommit(root, done -> {
            commits.add(done);
            scene.committed(done);
        });
        master = Master.start(context.connectString(), commit, dead -> scene.died(Cluster.shortName(dead)));
        servers = new Servers(context, root, scene);
        writer = servers.start(RegionServerRole.class);
        Server rs2 = servers.start(SplitWorkerRole.class, "0");
        victim = servers.start(SplitWorkerRole.class, Integer.toString(HALFWAY));
        others = List.of(rs2, servers.start(SplitWorkerRole.class, "0"));
    }

    String awaitServers() throws Exception {
        session = Duration.ofMillis(servers.awaitRegistered());
        context.await("the master sees every server", AT_MOST, () -> master.live() == servers.count());
        return servers.count() + " servers are registered, each with a session timeout of " + seconds(session);
    }

    String write() throws Exception {
        writer.tell("write");
        writer.child().await("serving", AT_MOST);
        written = writer.child().history().stream()
                .filter(said -> said.type().equals("logged"))
                .flatMap(said -> said.texts("edits").stream())
                .map(Edit::parse)
                .toList();
        return written.size() + " edits acknowledged, in " + Cluster.LOGS + " logs";
    }

    String killWriter() throws Exception {
        return "rs1 is declared dead " + seconds(kill(writer)) + " later";
    }

    private Duration kill(Server server) throws Exception {
        server.child().kill();
        scene.killed(server.shortName());
        return awaitDeath(server);
    }

    /** Its session has to run out first, whatever timeout the ensemble has granted. */
    private Duration awaitDeath(Server server) throws Exception {
        Duration patience = session.multipliedBy(2).plus(AT_MOST);
        String what = server.shortName() + " is declared dead";
        return context.await(what, patience, () -> master.deaths().contains(server.name()));
    }

    String publish() throws Exception {
        logs = root.takeLogs(writer.name());
        scene.published(logs);
        completion = master.publish(logs).completion();
        context.await("every log has its task", AT_MOST, () -> master.tasks().size() == logs.size());
        tasks = master.tasks();
        return tasks.size() + " tasks for " + logs.size() + " logs";
    }

    /** The victim goes first, so that it gets a log for sure. */
    String split() throws Exception {
        victim.tell("work");
        victimsLog = victim.child().await(CLAIMED, AT_MOST).text("log");
        for (Server other : others) {
            other.tell("work");
        }
        victim.child()
                .await(
                        "half a log",
                        said -> said.type().equals("progress") && said.number("edits") == HALFWAY,
                        AT_MOST);
        return "rs3 is in the middle of " + scene.name(victimsLog);
    }

    String killVictim() throws Exception {
        long killedNanos = System.nanoTime();
        victim.child().kill();
        scene.killed(victim.shortName());
        FilesAside left = FilesAside.in(aside());
        int edits = left.edits(files);
        awaitDeath(victim);
        String log = scene.name(victimsLog);
        context.await(log + " is taken over", AT_MOST, () -> successor().isPresent());
        Server heir = successor().orElseThrow();
        long tookNanos = heir.said(CLAIMED, victimsLog).orElseThrow().atNanos() - killedNanos;
        Duration took = Duration.ofNanos(tookNanos);
        takeover = Optional.of(new Takeover(victimsLog, log, victim.shortName(), edits, left, heir.shortName(), took));
        return heir.shortName() + " has taken over " + log + " " + seconds(took) + " after the kill";
    }

    private Path aside() {
        return root.prepared(victim.name(), victimsLog);
    }

    private Optional<Server> successor() {
        return others.stream()
                .filter(other -> other.said(CLAIMED, victimsLog).isPresent())
                .findFirst();
    }

    String finish() throws Exception {
        batch = completion.get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        context.await(
                "every task's znode is removed", AT_MOST, () -> master.tasks().isEmpty());
        return batch.done() + " of " + logs.size() + " logs split and archived";
    }

    /** Reads everything that the regions find, with HBase's own reader. */
    Observations compare() throws Exception {
        return new Observations(
                List.of(writer.shortName(), victim.shortName()),
                master.deaths().stream().map(Cluster::shortName).toList(),
                logs,
                tasks,
                batch,
                master.tasks(),
                List.copyOf(commits),
                takeover.orElseThrow(),
                FilesAside.in(aside()),
                new Accounting(written, Accounting.readRecovered(root, files)));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    @Override
    public void close() {
        master.close();
    }
}
