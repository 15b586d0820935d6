package io.coordkit.cli.ensemble;

import io.coordkit.cli.system.PidFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The directory in which an ensemble lives, and what is where in it.
 *
 * @param directory absolute
 */
public record Home(Path directory) {

    /** A path to a socket is limited by the system, to 108 bytes on Linux and 104 elsewhere. */
    private static final int SOCKET_PATH_MAX = 103;

    private static final String VOTERS = "servers";
    private static final String OBSERVERS = "observers";
    private static final String PORT = "port";
    private static final String PROXIED = "proxied";
    private static final String KEEP = "keep";

    /** The home at any path. */
    public static Home at(Path directory) {
        return new Home(directory.toAbsolutePath().normalize());
    }

    /** Who belongs to the ensemble; nothing where there is none. */
    public Optional<Layout> layout() throws IOException {
        Properties saved = new Properties();
        try (var in = Files.newBufferedReader(layoutFile(), StandardCharsets.UTF_8)) {
            saved.load(in);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Layout(
                    number(saved, VOTERS),
                    number(saved, OBSERVERS),
                    number(saved, PORT),
                    Boolean.parseBoolean(saved.getProperty(PROXIED)),
                    Boolean.parseBoolean(saved.getProperty(KEEP))));
        } catch (NumberFormatException damaged) {
            throw new IOException(layoutFile() + " is damaged", damaged);
        }
    }

    void save(Layout layout) throws IOException {
        String text = "%s=%d%n%s=%d%n%s=%d%n%s=%b%n%s=%b%n"
                .formatted(
                        VOTERS,
                        layout.voters(),
                        OBSERVERS,
                        layout.observers(),
                        PORT,
                        layout.port(),
                        PROXIED,
                        layout.proxied(),
                        KEEP,
                        layout.keep());
        Files.writeString(layoutFile(), text);
    }

    private static int number(Properties saved, String key) {
        return Integer.parseInt(saved.getProperty(key));
    }

    boolean hasRoomForSocket() {
        return socket().toString().getBytes(StandardCharsets.UTF_8).length <= SOCKET_PATH_MAX;
    }

    private Path layoutFile() {
        return directory.resolve("ensemble.properties");
    }

    /** Where the supervisor listens for commands. */
    Path socket() {
        return directory.resolve("control.sock");
    }

    /** Held locked by a supervisor as long as it lives. */
    Path lock() {
        return directory.resolve("supervisor.lock");
    }

    Path supervisorLog() {
        return directory.resolve("supervisor.log");
    }

    PidFile supervisorPid() {
        return new PidFile(directory.resolve("supervisor.pid"));
    }

    Path serverDirectory(int server) {
        return directory.resolve("server." + server);
    }

    Path configuration(int server) {
        return serverDirectory(server).resolve("zoo.cfg");
    }

    Path data(int server) {
        return serverDirectory(server).resolve("data");
    }

    /** What the server writes to its standard output and error, over all its lives. */
    public Path serverLog(int server) {
        return serverDirectory(server).resolve("server.log");
    }

    /** What the server says of itself, as long as it lives. */
    Path statusFile(int server) {
        return serverDirectory(server).resolve("status");
    }

    PidFile serverPid(int server) {
        return new PidFile(serverDirectory(server).resolve("server.pid"));
    }
}
