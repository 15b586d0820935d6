package io.coordkit.cli.ensemble;

import io.coordkit.cli.ensemble.Exchange.Answer;
import io.coordkit.cli.ensemble.Exchange.Request;
import io.coordkit.cli.ensemble.network.Network;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process behind an ensemble: parent of its servers, their network, and who carries out commands. It starts no server
 * again by itself.
 */
public final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final Home home;
    private final Layout layout;
    private final Network network;
    private final List<Member> members;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile List<Set<Integer>> partition = List.of();

    private Supervisor(Home home, Layout layout, Network network) {
        this.home = home;
        this.layout = layout;
        this.network = network;
        ServerCommandLine commandLine = ServerCommandLine.fromEnvironment();
        this.members = layout.members().stream()
                .map(server -> new Member(server, home, layout, commandLine))
                .toList();
    }

    /**
     * Starts the servers of a home and returns when they are stopped by a command.
     *
     * @throws EnsembleFailure when the home has another supervisor, or no ensemble
     * @throws InterruptedException when the thread was told to end; the servers are stopped then, too
     */
    public static void run(Home home) throws EnsembleFailure, IOException, InterruptedException {
        Layout layout =
                home.layout().orElseThrow(() -> new EnsembleFailure("there is no ensemble in " + home.directory()));
        try (FileChannel file = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw new EnsembleFailure("the ensemble in " + home.directory() + " has a supervisor already");
            }
            home.supervisorPid().write(ProcessHandle.current());
            try (Network network = Network.open(layout.routes())) {
                new Supervisor(home, layout, network).run();
            }
            home.supervisorPid().delete();
            Files.delete(home.lock());
        }
    }

    private void run() throws IOException, InterruptedException {
        try (ControlSocket control = ControlSocket.listen(home.socket(), this::answer)) {
            for (Member member : members) {
                member.start();
            }
            LOG.info("supervising servers={} port={}", layout.members().size(), layout.port());
            stopped.await();
        } finally {
            stop();
        }
    }

    private Answer answer(Request request) {
        List<String> said = new ArrayList<>();
        String refusal = "";
        try {
            carryOut(request, said);
        } catch (EnsembleFailure refused) {
            refusal = refused.getMessage();
        } catch (IOException | InterruptedException failure) {
            LOG.warn("command-failed {}", request, failure);
            refusal = failure.toString();
        }
        return new Answer(refusal, said, status());
    }

    /** Commands take turns; who only asks need not wait. */
    private void carryOut(Request request, List<String> said)
            throws EnsembleFailure, IOException, InterruptedException {
        if (request.verb() == Exchange.Verb.STATUS) {
            return;
        }
        LOG.info("command verb={} arguments={}", request.verb(), request.arguments());
        synchronized (this) {
            if (stopped.getCount() == 0) {
                throw new EnsembleFailure("the ensemble is being stopped");
            }
            switch (request.verb()) {
                case PARTITION -> said.add(partition(request.arguments()));
                case HEAL -> said.add(heal());
                case STOP -> stop();
                default -> {
                    for (Member member : chosen(request.arguments())) {
                        said.add(carryOut(request.verb(), member));
                    }
                }
            }
        }
    }

    private static String carryOut(Exchange.Verb verb, Member member)
            throws EnsembleFailure, IOException, InterruptedException {
        return switch (verb) {
            case KILL -> member.kill();
            case PAUSE -> member.pause();
            case RESUME -> member.resume();
            case RESTART -> member.restart();
            case STATUS, PARTITION, HEAL, STOP -> throw new IllegalArgumentException(verb + " is about no server");
        };
    }

    private List<Member> chosen(List<String> arguments) throws EnsembleFailure {
        List<Integer> servers = ServerNumbers.parse(arguments, status());
        return members.stream()
                .filter(member -> servers.contains(member.server()))
                .toList();
    }

    private String partition(List<String> arguments) throws EnsembleFailure {
        if (!layout.proxied()) {
            throw new EnsembleFailure("the servers reach each other directly (--no-proxied): nothing can be cut");
        }
        partition = Groups.parse(arguments, status());
        network.partition(partition);
        return "cut: " + StatusTable.partition(groups());
    }

    private String heal() {
        boolean wasCut = !partition.isEmpty();
        partition = List.of();
        network.heal();
        return wasCut ? "healed: every server reaches every other one" : "nothing was cut";
    }

    private synchronized void stop() throws IOException, InterruptedException {
        for (Member member : members) {
            member.askToStop();
        }
        for (Member member : members) {
            member.awaitStop();
        }
        stopped.countDown();
    }

    private EnsembleStatus status() {
        return new EnsembleStatus(
                home.directory().toString(),
                layout.connectString(),
                groups(),
                members.stream().map(Member::status).toList());
    }

    private List<List<Integer>> groups() {
        return partition.stream().map(group -> group.stream().sorted().toList()).toList();
    }
}
