package io.coordkit.cli;

import java.nio.file.Path;

/** Where the log goes. To be called before anything makes a logger, so no command class may hold one:
 * all of them are loaded to parse the arguments. Flags of the user's own go first. */
final class LogOutput {

    private static final String CONFIGURATION = "logback.configurationFile";
    private static final String LEVEL = "coordkit.log.level";

    private LogOutput() {}

    /** Into a file: the terminal belongs to the demo. */
    static void toFile(Path file) {
        System.setProperty("coordkit.log.file", file.toString());
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, "logback-demo.xml");
        }
    }

    /** Nowhere, for commands that say themselves what is wrong; {@code coordkit.log.level} brings it back, on standard error. */
    static void silence() {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, "OFF");
        }
    }
}
