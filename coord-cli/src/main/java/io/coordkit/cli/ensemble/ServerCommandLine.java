package io.coordkit.cli.ensemble;

import io.coordkit.cli.system.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How a server of the playground is started: as {@code coord server}, small.
 *
 * @param userFlags what the user adds to the JVM's flags; they win
 */
record ServerCommandLine(List<String> userFlags) {

    private static final List<String> FLAGS =
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true");

    /** As the script does it, from {@code COORD_JVM_OPTS}. */
    static ServerCommandLine fromEnvironment() {
        String flags = System.getenv().getOrDefault("COORD_JVM_OPTS", "").strip();
        return new ServerCommandLine(flags.isEmpty() ? List.of() : List.of(flags.split("\\s+")));
    }

    Process start(Path configuration, Path statusFile, Path log) throws IOException {
        return new JavaCommand()
                .flags(FLAGS)
                .flags(List.of("-Dlogback.configurationFile=logback.xml", "-Dcoordkit.status.file=" + statusFile))
                .flags(userFlags)
                .startWithLog(log, "server", configuration.toString());
    }
}
