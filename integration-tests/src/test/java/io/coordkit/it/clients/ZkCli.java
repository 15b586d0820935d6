package io.coordkit.it.clients;

import io.coordkit.it.process.JavaChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The reference's own shell, run as a process of its own; its output with the accidental replaced by symbols. */
final class ZkCli {

    private static final Pattern NOISE = Pattern.compile(
            "WatchedEvent|WATCHER::|^Connecting to |^Welcome to |^JLine |^\\d\\d:\\d\\d:\\d\\d|^$|Exiting JVM");
    private static final Pattern TIMES = Pattern.compile("([cm]time) = .*");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-f]+");

    private ZkCli() {}

    /** Types the commands into a shell connected to the server, and returns what it printed. */
    static List<String> type(Path directory, String connectString, List<String> commands) throws IOException {
        Path input = directory.resolve("commands.txt");
        Files.write(input, commands);
        Path output = directory.resolve("printed.txt");
        Files.deleteIfExists(output);
        List<String> arguments = List.of("-server", connectString, "-waitforconnection");
        try (JavaChild shell = JavaChild.startReading(input, output, "org.apache.zookeeper.ZooKeeperMain", arguments)) {
            shell.awaitExit();
            return normalised(shell.output().lines().toList());
        }
    }

    private static List<String> normalised(List<String> lines) {
        var hexSeen = new ArrayList<String>();
        return lines.stream()
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
