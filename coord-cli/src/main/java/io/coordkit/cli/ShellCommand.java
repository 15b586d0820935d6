package io.coordkit.cli;

import io.coordkit.cli.shell.Output;
import io.coordkit.cli.shell.ShellFailure;
import io.coordkit.cli.shell.ShellRun;
import io.coordkit.cli.shell.Target;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord shell}: what {@code zkCli} is to ZooKeeper, and its arguments are zkCli's. */
@Command(
        name = "shell",
        description = {
            "Look at znodes and change them, with zkCli's commands.",
            "On any ZooKeeper-compatible server; the arguments are zkCli's, too. With a COMMAND, -e or a "
                    + "pipe it does that and ends, else it has completion and history.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  coord shell",
            "  coord shell -server zk1:2181,zk2:2181/app",
            "  coord shell ls -s /",
            "  coord shell -e 'create /a one' -e 'get -s /a'",
            "  coord shell --json get /a",
            "The exit code is that of the last command; -e stops at the first that fails."
        })
final class ShellCommand implements Callable<Integer> {

    @Option(
            names = "-server",
            paramLabel = "HOST:PORT[,...][/PATH]",
            defaultValue = "localhost:2181",
            description = "Whom to connect to; paths are below PATH then. Default: ${DEFAULT-VALUE}.")
    private String servers = "";

    @Option(
            names = "-timeout",
            paramLabel = "MS",
            defaultValue = "30000",
            description = "Session timeout, and how long to wait for a server. Default: ${DEFAULT-VALUE}.")
    private int timeoutMs;

    @Option(names = "-r", description = "A server that has lost its quorum will do, for reading.")
    private boolean readOnly;

    @Option(
            names = "-waitforconnection",
            description = "Accepted as zkCli's: without a person at the keyboard the shell waits anyway.")
    private boolean wait;

    @Option(
            names = "-client-configuration",
            paramLabel = "FILE",
            description = "Properties of the client library, for TLS and SASL.")
    private @Nullable Path clientConfiguration;

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "LINE",
            description = "Do this line and end; may be given several times.")
    private List<String> lines = new ArrayList<>();

    @Option(names = "--json", description = "Print each answer and event as one line of JSON.")
    private boolean json;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "A command and its arguments.")
    private List<String> command = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (timeoutMs < 1) {
            throw new ParameterException(spec.commandLine(), "-timeout wants 1 or more, not " + timeoutMs);
        }
        if (!lines.isEmpty() && !command.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "either -e or a command, not both");
        }
        LogOutput.silence();
        Output output = new Output(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
        Target target = new Target(servers, timeoutMs, readOnly, Optional.ofNullable(clientConfiguration));
        try {
            return run(new ShellRun(target, output, json));
        } catch (ShellFailure failed) {
            throw new CommandFailure(CommandFailure.reason(failed), failed);
        }
    }

    private int run(ShellRun shell) throws ShellFailure, InterruptedException {
        if (!command.isEmpty()) {
            return shell.command(command);
        }
        if (!lines.isEmpty()) {
            return shell.lines(lines);
        }
        return System.console() == null
                ? shell.pipe(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : shell.interactive();
    }

    /** Whatever the locale is: what znodes hold is UTF-8 almost always. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
