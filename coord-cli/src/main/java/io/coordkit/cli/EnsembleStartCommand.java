package io.coordkit.cli;

import io.coordkit.cli.ensemble.EnsembleFailure;
import io.coordkit.cli.ensemble.EnsembleStatus;
import io.coordkit.cli.ensemble.Layout;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coord ensemble start}. */
@Command(
        name = "start",
        description = {
            "Start an ensemble in the background and wait until it serves. In a directory that holds one that was stopped, "
                    + "that one is started again.",
            ""
        },
        footer = {
            "",
            "The servers listen on 127.0.0.1 and are configured by DIR/server.N/zoo.cfg, which is yours to change (then "
                    + "'coord ensemble restart N'). COORD_JVM_OPTS adds flags to their JVMs."
        })
final class EnsembleStartCommand implements Callable<Integer> {

    private static final int VOTERS_MIN = 2;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private EnsembleOptions options;

    @Option(names = "--servers", paramLabel = "N", description = "How many servers vote. Default: 3.")
    private @Nullable Integer voters;

    @Option(names = "--observers", paramLabel = "N", description = "How many observers besides. Default: 0.")
    private @Nullable Integer observers;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The client port of server 1, from which all others are counted up; 0 takes free ones. "
                    + "Default: 2181.")
    private @Nullable Integer port;

    @Option(
            names = "--proxied",
            negatable = true,
            description =
                    "Whether the servers reach each other through proxies, which 'partition' needs. Without them DIR's "
                            + "zoo.cfg files work without this command. Default: --proxied.")
    private @Nullable Boolean proxied;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() throws EnsembleFailure, IOException, InterruptedException {
        Layout.Wish wish = wish();
        try (OrderlyExit exit = OrderlyExit.interrupting(Thread.currentThread())) {
            EnsembleStatus status = options.ensemble().start(wish);
            options.print(status);
            if (!options.json()) {
                hint();
            }
            return CommandLine.ExitCode.OK;
        }
    }

    private Layout.Wish wish() {
        check("--servers", voters, VOTERS_MIN, Layout.MEMBERS_MAX);
        check("--observers", observers, 0, Layout.MEMBERS_MAX);
        check("--port", port, 0, Layout.PORT_MAX);
        Layout.Wish wish = new Layout.Wish(
                number(voters), number(observers), number(port), Optional.ofNullable(proxied), options.isNamed());
        if (wish.members() > Layout.MEMBERS_MAX) {
            throw usage("at most " + Layout.MEMBERS_MAX + " servers and observers fit, not " + wish.members());
        }
        return wish;
    }

    private void check(String option, @Nullable Integer value, int min, int max) {
        if (value != null && (value < min || value > max)) {
            throw usage(option + " wants " + min + " to " + max + ", not " + value);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static OptionalInt number(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private void hint() {
        options.out().println();
        options.out().println("try   coord ensemble kill leader" + options.flags());
        options.out().println("stop  coord ensemble stop" + options.flags());
    }
}
