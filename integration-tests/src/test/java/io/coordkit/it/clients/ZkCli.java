package io.coordkit.it.clients;

import io.coordkit.it.process.JavaChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The reference's own shell or ours, run as a process of its own; its output with the accidental replaced by symbols. */
public enum ZkCli {
    /** Apache ZooKeeper's {@code zkCli}. */
    REFERENCE("org.apache.zookeeper.ZooKeeperMain"),

    /** Our {@code coord shell}. */
    SUBJECT("io.coordkit.cli.Main", "shell");

    private static final Pattern NOISE = Pattern.compile(
            "WatchedEvent|WATCHER::|^Connecting to |^Welcome to |^JLine |org\\.jline|dumb terminal|^\\d\\d:\\d\\d:\\d\\d|^$|Exiting JVM");
    private static final Pattern PROMPTS = Pattern.compile("^(\\[zk: [^]]*] )+");
    private static final Pattern TIMES = Pattern.compile("([cm]time) = .*");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-f]+");

    private final String mainClass;
    private final List<String> leadingArguments;

    ZkCli(String mainClass, String... leadingArguments) {
        this.mainClass = mainClass;
        this.leadingArguments = List.of(leadingArguments);
    }

    /** Types the commands into a shell connected to the server, and returns what it printed and, last, its exit code. */
    public List<String> type(Path directory, String connectString, List<String> commands) throws IOException {
        Path input = directory.resolve("commands.txt");
        Files.write(input, commands);
        Path output = directory.resolve("printed.txt");
        Files.deleteIfExists(output);
        return run(input, output, List.of("-server", connectString, "-waitforconnection"));
    }

    /** Gives the shell one command on its command line. */
    List<String> command(Path directory, String connectString, String... words) throws IOException {
        Path input = Files.writeString(directory.resolve("nothing.txt"), "");
        Path output = directory.resolve("printed.txt");
        Files.deleteIfExists(output);
        var arguments = new ArrayList<>(List.of("-server", connectString, "-waitforconnection"));
        arguments.addAll(List.of(words));
        return run(input, output, arguments);
    }

    private List<String> run(Path input, Path output, List<String> arguments) throws IOException {
        var all = new ArrayList<>(leadingArguments);
        all.addAll(arguments);
        try (JavaChild shell = JavaChild.startReading(input, output, mainClass, all)) {
            int exitCode = shell.awaitExit();
            var lines = new ArrayList<>(normalised(shell.output().lines().toList()));
            lines.add("exit code " + exitCode);
            return lines;
        }
    }

    private static List<String> normalised(List<String> lines) {
        var hexSeen = new ArrayList<String>();
        return lines.stream()
                .map(line -> PROMPTS.matcher(line).replaceFirst(""))
                .filter(line -> !NOISE.matcher(line).find())
                .map(line -> TIMES.matcher(line).replaceAll("$1 = (a time)"))
                .map(line -> HEX.matcher(line).replaceAll(hex -> symbol(hex, hexSeen)))
                .toList();
    }

    /** Zxids and session ids by the order in which they appear; zero is itself. */
    private static String symbol(MatchResult hex, List<String> seen) {
        if (hex.group().equals("0x0")) {
            return "0x0";
        }
        if (!seen.contains(hex.group())) {
            seen.add(hex.group());
        }
        return "#" + (seen.indexOf(hex.group()) + 1);
    }
}
