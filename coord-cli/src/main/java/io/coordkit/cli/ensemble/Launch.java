package io.coordkit.cli.ensemble;

import io.coordkit.cli.ensemble.Exchange.Answer;
import io.coordkit.cli.ensemble.Exchange.Verb;
import io.coordkit.cli.system.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Starts the supervisor of a home in the background, and waits for its servers. */
public final class Launch {

    /** The hidden subcommand of the command line that runs a {@link Supervisor}. */
    public static final String SUBCOMMAND = "ensemble-supervisor";

    private static final List<String> FLAGS = List.of(
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            "-Dlogback.configurationFile=logback.xml");

    private static final long SERVING_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_EVERY_MS = 50;

    private final Home home;
    private final Layout layout;
    private final Control control;

    Launch(Home home, Layout layout, Control control) {
        this.home = home;
        this.layout = layout;
        this.control = control;
    }

    /** Returns when a quorum serves, and every other server does or has ended. Otherwise nothing runs any more. */
    EnsembleStatus start() throws EnsembleFailure, IOException, InterruptedException {
        Process supervisor = new JavaCommand()
                .detached()
                .flags(FLAGS)
                .startWithLog(home.supervisorLog(), SUBCOMMAND, home.directory().toString());
        boolean serves = false;
        try {
            EnsembleStatus status = awaitSettled(supervisor);
            if (voters(status, MemberStatus::serving) < layout.quorum()) {
                throw new EnsembleFailure("no quorum serves: " + reason(status));
            }
            serves = true;
            return status;
        } finally {
            if (!serves) {
                // Its own end takes the servers along.
                supervisor.destroy();
                supervisor.waitFor();
                new Leftovers(home, layout).remove();
            }
        }
    }

    private EnsembleStatus awaitSettled(Process supervisor) throws EnsembleFailure, IOException, InterruptedException {
        long began = System.nanoTime();
        while (true) {
            boolean alive = supervisor.isAlive();
            Optional<Answer> answer = control.send(Verb.STATUS, List.of());
            boolean late = System.nanoTime() - began > SERVING_NANOS_MAX;
            if (answer.isPresent() && (late || isSettled(answer.get().status()))) {
                return answer.get().status();
            }
            if (!alive || late) {
                throw new EnsembleFailure("the supervisor did not start: " + lastLine(home.supervisorLog()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }

    /** Everybody serves or has ended; or so many have ended that nobody will serve. */
    private boolean isSettled(EnsembleStatus status) {
        return status.servers().stream().allMatch(server -> server.serving() || server.isStopped())
                || voters(status, server -> !server.isStopped()) < layout.quorum();
    }

    private long voters(EnsembleStatus status, Predicate<MemberStatus> which) {
        return status.servers().stream()
                .filter(server -> !layout.isObserver(server.server()))
                .filter(which)
                .count();
    }

    private String reason(EnsembleStatus status) throws IOException {
        for (MemberStatus server : status.servers()) {
            if (server.isStopped()) {
                return "server " + server.server() + " ended with '" + lastLine(home.serverLog(server.server())) + "'";
            }
        }
        return "not within " + TimeUnit.NANOSECONDS.toSeconds(SERVING_NANOS_MAX) + " s";
    }

    private static String lastLine(Path log) throws IOException {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        } catch (NoSuchFileException silent) {
            return "";
        }
    }
}
