package io.coordkit.cli.ensemble;

import io.coordkit.cli.ensemble.Exchange.Answer;
import io.coordkit.cli.ensemble.Exchange.Verb;
import io.coordkit.cli.system.DirectoryTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An ensemble as the command line sees it: from any process, by its directory. */
public final class Ensemble {

    private static final long EXIT_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

    private final Home home;
    private final Control control;

    /** The ensemble of a directory, whether there is one or not. */
    public Ensemble(Path directory) {
        this.home = Home.at(directory);
        this.control = new Control(home);
    }

    /** Where it lives. */
    public Home home() {
        return home;
    }

    /**
     * What a command did.
     *
     * @param said one line for each thing done
     * @param status the ensemble afterwards
     */
    public record Outcome(List<String> said, EnsembleStatus status) {}

    /**
     * Starts the servers in the background and returns when a quorum serves; a new ensemble that does not come so far leaves
     * nothing behind.
     */
    public EnsembleStatus start(Layout.Wish wish) throws EnsembleFailure, IOException, InterruptedException {
        if (control.send(Verb.STATUS, List.of()).isPresent()) {
            throw new EnsembleFailure("an ensemble runs in " + home.directory() + " already");
        }
        Optional<Layout> former = home.layout();
        if (former.isEmpty()) {
            return new NewEnsemble(home, control).start(wish.layout());
        }
        Layout layout = former.get();
        refuseLeftovers(layout);
        if (!wish.agreesWith(layout)) {
            throw new EnsembleFailure("the ensemble in " + home.directory() + " has " + layout.describe()
                    + "; start it without options, or another one in another --dir");
        }
        LayoutPorts.check(layout);
        return new Launch(home, layout, control).start();
    }

    /** How it is. */
    public EnsembleStatus status() throws EnsembleFailure, IOException, InterruptedException {
        return command(Verb.STATUS, List.of()).status();
    }

    /** Ends servers without a chance to clean up (SIGKILL). */
    public Outcome kill(List<String> servers) throws EnsembleFailure, IOException, InterruptedException {
        return command(Verb.KILL, servers);
    }

    /** Freezes servers (SIGSTOP). */
    public Outcome pause(List<String> servers) throws EnsembleFailure, IOException, InterruptedException {
        return command(Verb.PAUSE, servers);
    }

    /** Lets frozen servers go on (SIGCONT). */
    public Outcome resume(List<String> servers) throws EnsembleFailure, IOException, InterruptedException {
        return command(Verb.RESUME, servers);
    }

    /** Starts servers, after stopping those that run. */
    public Outcome restart(List<String> servers) throws EnsembleFailure, IOException, InterruptedException {
        return command(Verb.RESTART, servers);
    }

    /** Cuts the network into groups, such as {@code 1} and {@code 2,3}; clients are not concerned. */
    public Outcome partition(List<String> groups) throws EnsembleFailure, IOException, InterruptedException {
        return command(Verb.PARTITION, groups);
    }

    /** Undoes a partition. */
    public Outcome heal() throws EnsembleFailure, IOException, InterruptedException {
        return command(Verb.HEAL, List.of());
    }

    private Outcome command(Verb verb, List<String> arguments)
            throws EnsembleFailure, IOException, InterruptedException {
        Optional<Answer> answer = control.send(verb, arguments);
        if (answer.isEmpty()) {
            Layout layout = existing();
            refuseLeftovers(layout);
            throw new EnsembleFailure("the ensemble in " + home.directory() + " is not running");
        }
        if (!answer.get().refusal().isEmpty()) {
            throw new EnsembleFailure(answer.get().refusal());
        }
        return new Outcome(answer.get().said(), answer.get().status());
    }

    /**
     * Stops everything, also when the supervisor is gone.
     *
     * @return whether the directory is kept
     */
    public boolean stop() throws EnsembleFailure, IOException, InterruptedException {
        Layout layout = existing();
        Optional<Answer> answer = control.send(Verb.STOP, List.of());
        if (answer.isPresent() && !answer.get().refusal().isEmpty()) {
            throw new EnsembleFailure(answer.get().refusal());
        }
        awaitSupervisorsEnd();
        new Leftovers(home, layout).remove();
        if (!layout.keep()) {
            DirectoryTree.delete(home.directory());
        }
        return layout.keep();
    }

    /** One that hangs is killed with what else is left. */
    private void awaitSupervisorsEnd() throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (home.supervisorPid().living().isPresent() && System.nanoTime() - began < EXIT_NANOS_MAX) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private Layout existing() throws EnsembleFailure, IOException {
        return home.layout().orElseThrow(() -> new EnsembleFailure("there is no ensemble in " + home.directory()));
    }

    private void refuseLeftovers(Layout layout) throws EnsembleFailure, IOException {
        List<ProcessHandle> living = new Leftovers(home, layout).processes();
        if (!living.isEmpty()) {
            throw new EnsembleFailure("the supervisor of the ensemble in " + home.directory()
                    + " does not answer, and processes of it live (" + Leftovers.pids(living) + "); stop it");
        }
    }
}
