package io.coordkit.cli.system;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our own command line on the Java and class path that we run on, in another process. */
public final class JavaCommand {

    private static final String MAIN_CLASS = "io.coordkit.cli.Main";
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final List<String> prefix = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();

    /** Adds flags for the JVM. */
    public JavaCommand flags(List<String> more) {
        flags.addAll(more);
        return this;
    }

    /** In a session of its own, where the system can do that: the end of our terminal is not its end. */
    public JavaCommand detached() {
        if (Files.isExecutable(SETSID)) {
            prefix.add(SETSID.toString());
        }
        return this;
    }

    /** The whole command: a program and its arguments. */
    public List<String> line(List<String> arguments) {
        List<String> line = new ArrayList<>(prefix);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(flags);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS));
        line.addAll(arguments);
        return line;
    }

    /** Starts it without input; what it writes is added to a file. */
    public Process startWithLog(Path log, String... arguments) throws IOException {
        return new ProcessBuilder(line(List.of(arguments)))
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
    }
}
