package io.coordkit.it.process;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The classes of each kind of server as its JVM has laid them out in memory (class data sharing), so that the hundreds of
 * servers that the tests start need not read and check them again. Where the classes of a kind lie in directories, as in an
 * IDE, there is no such archive, and all goes as without.
 */
final class SharedClasses {
    private static final List<Path> ELEMENTS = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    private static final List<String> JARS = names(ELEMENTS.stream().filter(Files::isRegularFile));
    private static final List<String> DIRECTORIES = names(ELEMENTS.stream().filter(Files::isDirectory));
    private static final Path HOME = Path.of("target", "shared-classes");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<Backend, List<String>> OPTIONS = new EnumMap<>(Backend.class);

    private SharedClasses() {}

    private static List<String> names(Stream<Path> elements) {
        return elements.map(Path::toString).toList();
    }

    /** The class path of the tests with what may stand in an archive first: an archive fits a class path that begins with its own. */
    static String classPath() {
        return String.join(
                File.pathSeparator,
                Stream.concat(JARS.stream(), DIRECTORIES.stream()).toList());
    }

    /** What a JVM that runs this class is told, if it is a server's; the first of its kind takes some seconds longer. */
    static List<String> options(String mainClass) throws IOException {
        for (Backend backend : Backend.values()) {
            if (backend.mainClass().equals(mainClass)) {
                return options(backend);
            }
        }
        return List.of();
    }

    private static synchronized List<String> options(Backend backend) throws IOException {
        List<String> known = OPTIONS.get(backend);
        if (known == null) {
            known = areInJars(backend) ? List.of("-XX:SharedArchiveFile=" + archive(backend)) : List.of();
            OPTIONS.put(backend, known);
        }
        return known;
    }

    private static boolean areInJars(Backend backend) {
        String file = backend.mainClass().replace('.', '/') + ".class";
        return DIRECTORIES.stream().noneMatch(directory -> Files.exists(Path.of(directory, file)));
    }

    /** Runs one server, which writes the archive when it is stopped. The JVM itself passes over one that does not fit its class path. */
    private static Path archive(Backend backend) throws IOException {
        Path home = Files.createDirectories(HOME.resolve(backend.name()));
        Path archive = home.resolve("classes.jsa").toAbsolutePath();
        int port = Ports.free();
        String cfg = ZooCfg.standalone().text(Files.createDirectories(home.resolve("data")), port);
        var arguments = new ArrayList<>(backend.leadingArguments());
        arguments.add(Files.writeString(home.resolve("zoo.cfg"), cfg).toString());
        try (JavaChild server = JavaChild.startUnleashed(
                home.resolve("output.txt"),
                List.of("-XX:ArchiveClassesAtExit=" + archive),
                String.join(File.pathSeparator, JARS),
                backend.mainClass(),
                arguments)) {
            var address = new InetSocketAddress("127.0.0.1", port);
            Eventually.holds(PATIENCE, () -> Probe.isServing(address));
            server.terminate(PATIENCE.toSeconds()); // It writes the archive first.
        }
        return archive;
    }
}
