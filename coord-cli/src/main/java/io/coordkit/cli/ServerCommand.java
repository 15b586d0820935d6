package io.coordkit.cli;

import io.coordkit.server.config.ConfigException;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.config.ZooCfg;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord server}: one server in the foreground. */
@Command(
        name = "server",
        description = {"Run one server in the foreground; Ctrl-C or SIGTERM stops it cleanly.", ""},
        footer = {
            "",
            "What neither FILE nor options say may be a system property, as with ZooKeeper:",
            "  COORD_JVM_OPTS=-Dzookeeper.snapCount=10000 coord server ...",
            "",
            "Examples:",
            "  coord server conf/zoo.cfg",
            "  coord server --data /var/lib/coord --port 2181"
        })
final class ServerCommand implements Callable<Integer> {

    private static final int PORT_MAX = 65_535;

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli requires and sets it
    private Source source;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    /** Where the configuration comes from: a file, or the few options of a standalone server. */
    static final class Source {
        @Parameters(
                index = "0",
                paramLabel = "FILE",
                description = "An ordinary zoo.cfg, of a standalone server or of a member of an ensemble.")
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
                description = "The port for clients; 0 takes a free one and logs which.")
        int port;

        @Option(
                names = "--address",
                paramLabel = "HOST",
                defaultValue = "127.0.0.1",
                description = "Where to listen; 0.0.0.0 is everywhere. Default: ${DEFAULT-VALUE}.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        String address;

        @Option(
                names = "--tick-time",
                paramLabel = "MS",
                defaultValue = "${sys:zookeeper.tickTime:-2000}",
                description =
                        "Length of a tick in milliseconds; sessions last 2 to 20 ticks. Default: ${DEFAULT-VALUE}.")
        int tickTimeMs;
    }

    @Override
    public Integer call() throws InterruptedException {
        return server().run();
    }

    private ForegroundServer server() {
        if (source.file != null) {
            return read(source.file);
        }
        if (source.standalone != null) {
            return new ForegroundServer(standalone(source.standalone));
        }
        throw new ParameterException(spec.commandLine(), "FILE or --data is needed");
    }

    private static ForegroundServer read(Path file) {
        try {
            ZooCfg read = ZooCfg.read(file, System.getProperties());
            ForegroundServer server = new ForegroundServer(read.config());
            read.unsupported().forEach((key, reason) -> server.warn(file + ": " + key + " has no effect: " + reason));
            read.unknown().forEach(key -> server.warn(file + ": " + key + " means nothing to this server"));
            read.remarks().forEach(server::warn);
            return server;
        } catch (ConfigException wrong) {
            throw new CommandFailure(CommandFailure.reason(wrong), wrong);
        }
    }

    private ServerConfig standalone(Standalone options) {
        if (options.port < 0 || options.port > PORT_MAX) {
            throw new ParameterException(spec.commandLine(), "--port wants 0 to " + PORT_MAX + ", not " + options.port);
        }
        if (options.tickTimeMs < 1) {
            throw new ParameterException(spec.commandLine(), "--tick-time wants 1 or more, not " + options.tickTimeMs);
        }
        InetSocketAddress address = new InetSocketAddress(host(options.address), options.port);
        Duration tick = Duration.ofMillis(options.tickTimeMs);
        try {
            return ZooCfg.standalone(options.data, address, tick, System.getProperties());
        } catch (ConfigException wrong) {
            throw new CommandFailure(CommandFailure.reason(wrong), wrong);
        }
    }

    private InetAddress host(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException unknown) {
            throw new ParameterException(
                    spec.commandLine(), "--address wants a host of this machine, not '" + name + "'");
        }
    }
}
