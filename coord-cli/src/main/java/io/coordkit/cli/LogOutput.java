package io.coordkit.cli;

import java.nio.file.Path;

/** Where the log goes. To be called before anything makes a logger, so no command class may hold one:
 * all of them are loaded to parse the arguments. Flags of the user's own go first. */
final class LogOutput {

    private static final String CONFIGURATION = "logback.configurationFile";

    private LogOutput() {}

    /** Nowhere: what a command has to say, it says itself. */
    static void nowhere() {
        toFile(Path.of("/dev/null"));
    }

    /** Into a file: the terminal belongs to the demo. */
    static void toFile(Path file) {
        System.setProperty("coordkit.log.file", file.toString());
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, "logback-demo.xml");
        }
    }
}
