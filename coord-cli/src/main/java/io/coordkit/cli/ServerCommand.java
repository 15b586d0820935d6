package io.coordkit.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coord server}: one server in the foreground. */
@Command(
        name = "server",
        description = {"Run one server in the foreground; Ctrl-C or SIGTERM stops it cleanly.", ""},
        footer = {"", "Examples:", "  coord server conf/zoo.cfg", "  coord server --data /var/lib/coord --port 2181"})
final class ServerCommand implements Callable<Integer> {

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli requires and sets it
    private Source source;

    /** Where the configuration comes from: a file, or the few options of a standalone server. */
    static final class Source {
        @Parameters(
                index = "0",
                paramLabel = "FILE",
                description = "An ordinary zoo.cfg. A member of an ensemble also needs 'myid' in its dataDir.")
        @Nullable
        Path file;

        @ArgGroup(exclusive = false)
        @Nullable
        Standalone standalone;
    }

    /** A standalone server without a configuration file. */
    static final class Standalone {
        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "Where its log and snapshots live.")
        @SuppressWarnings("NullAway.Init") // picocli requires and sets it
        Path data;

        @Option(
                names = "--port",
                required = true,
                paramLabel = "N",
                description = "The port for clients; 0 takes a free one and says which.")
        int port;

        @Option(
                names = "--tick-time",
                paramLabel = "MS",
                defaultValue = "2000",
                description =
                        "Length of a tick in milliseconds; sessions last 2 to 20 ticks. Default: ${DEFAULT-VALUE}.")
        int tickTimeMs;
    }

    @Override
    public Integer call() {
        throw new CommandFailure("this build has no server yet");
    }
}
