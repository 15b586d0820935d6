package io.coordkit.statestore;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/** ZooKeeper 3.5 in a process of its own. */
final class OldServer implements AutoCloseable {

    private static final Path JARS = Path.of("target/peers/zookeeper-3.5");

    private final Process process;
    private final String connectString;

    private OldServer(Process process, String connectString) {
        this.process = process;
        this.connectString = connectString;
    }

    static OldServer start(Path directory) throws IOException {
        String classPath = String.join(
                File.pathSeparator,
                JARS.toAbsolutePath() + File.separator + "*",
                source(Logger.class),
                source(OldServerProgram.class));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dzookeeper.jmx.log4j.disable=true",
                        "-cp",
                        classPath,
                        OldServerProgram.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        List<String> heard = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("port ")) {
                return new OldServer(process, "127.0.0.1:" + line.substring(5));
            }
            heard.add(line);
        }
        throw new IOException("the server did not start: " + heard);
    }

    private static String source(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
    }

    String connectString() {
        return connectString;
    }

    /** Returns when nothing writes into the directory any more. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
