package io.coordkit.cli.ensemble;

import io.coordkit.cli.system.Freezer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server of the ensemble, as a child process of the supervisor. Whoever calls its actions takes turns. */
final class Member {

    private static final Logger LOG = LoggerFactory.getLogger(Member.class);
    private static final long STOP_SECONDS_MAX = 10;

    private final int server;
    private final Home home;
    private final Layout layout;
    private final ServerCommandLine commandLine;
    private volatile Optional<Process> process = Optional.empty();

    Member(int server, Home home, Layout layout, ServerCommandLine commandLine) {
        this.server = server;
        this.home = home;
        this.layout = layout;
        this.commandLine = commandLine;
    }

    int server() {
        return server;
    }

    /** The living process; none when the server is stopped. */
    private Optional<Process> living() {
        return process.filter(Process::isAlive);
    }

    private Process required() throws EnsembleFailure {
        return living().orElseThrow(() -> new EnsembleFailure("server " + server + " is not running"));
    }

    void start() throws IOException {
        Files.deleteIfExists(home.statusFile(server));
        Process started =
                commandLine.start(home.configuration(server), home.statusFile(server), home.serverLog(server));
        process = Optional.of(started);
        home.serverPid(server).write(started.toHandle());
        LOG.info("server-started server={} pid={}", server, started.pid());
        started.onExit()
                .thenAccept(ended ->
                        LOG.info("server-ended server={} pid={} exit={}", server, ended.pid(), ended.exitValue()));
    }

    String kill() throws EnsembleFailure, InterruptedException {
        Process victim = required();
        victim.destroyForcibly().waitFor();
        return "server " + server + " is killed (pid " + victim.pid() + ")";
    }

    String pause() throws EnsembleFailure, IOException, InterruptedException {
        long pid = required().pid();
        if (Freezer.isFrozen(pid)) {
            throw new EnsembleFailure("server " + server + " is paused already");
        }
        Freezer.freeze(pid);
        return "server " + server + " is paused (pid " + pid + ")";
    }

    String resume() throws EnsembleFailure, IOException, InterruptedException {
        long pid = required().pid();
        Freezer.thaw(pid);
        return "server " + server + " goes on (pid " + pid + ")";
    }

    String restart() throws IOException, InterruptedException {
        boolean wasThere = living().isPresent();
        askToStop();
        awaitStop();
        start();
        return "server " + server + (wasThere ? " is started again" : " is started") + " (pid "
                + process.orElseThrow().pid() + ")";
    }

    /** Sends SIGTERM; a frozen server is thawed, as it would not hear it. */
    void askToStop() throws IOException, InterruptedException {
        Optional<Process> running = living();
        if (running.isPresent()) {
            running.get().destroy();
            if (Freezer.isFrozen(running.get().pid())) {
                Freezer.thaw(running.get().pid());
            }
        }
    }

    /** Waits for a server that was asked, and kills it when it does not obey. */
    void awaitStop() throws IOException, InterruptedException {
        Optional<Process> running = living();
        if (running.isPresent() && !running.get().waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
            LOG.warn("server-does-not-stop server={}", server);
            running.get().destroyForcibly().waitFor();
        }
        home.serverPid(server).delete();
        Files.deleteIfExists(home.statusFile(server));
    }

    MemberStatus status() {
        Optional<Process> running = living();
        SelfReport said = running.isPresent() ? SelfReport.read(home.statusFile(server)) : SelfReport.NONE;
        long pid = running.map(Process::pid).orElse(MemberStatus.NONE);
        String state = running.isEmpty()
                ? MemberStatus.STOPPED
                : Freezer.isFrozen(pid) ? MemberStatus.PAUSED : MemberStatus.RUNNING;
        return new MemberStatus(
                server,
                state,
                said.role(),
                said.serving(),
                said.leader(),
                said.epoch(),
                said.zxid(),
                layout.clientPort(server),
                pid);
    }
}
