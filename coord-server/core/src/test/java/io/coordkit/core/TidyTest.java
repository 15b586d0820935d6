package io.coordkit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** House rules on the text of all Java sources of the repository. */
class TidyTest {
    private static final int LINES_MAX = 800;

    /** Spelled in two halves, so that this file obeys its own rule. */
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    private static final Pattern DOOR_SENTENCE = Pattern.compile("(?s)^/\\*\\*\\s+\\*?\\s*[\\p{Lu}{].{20,}?\\.");
    private static final Pattern ABSOLUTE_PATH = Pattern.compile("\"/(home|root|work|Users)/");
    private static final Pattern SWITCHED_OFF = Pattern.compile("@Dis" + "abled\\b");

    @Test
    void sourcesAreTidy() throws IOException {
        Path root = repository();
        assertThat(javaFiles(root)).hasSizeGreaterThan(100);
        assertThat(offences(root)).isEmpty();
    }

    @Test
    void findsWhatIsNotTidy(@TempDir Path directory) throws IOException {
        Path bad = Files.createDirectories(directory.resolve("m/src/main/java/p"));
        Files.writeString(bad.resolve("Long.java"), "\n".repeat(LINES_MAX + 1));
        Files.writeString(bad.resolve("Later.java"), "// TO" + "DO: think\n");
        Files.writeString(bad.resolve("Here.java"), "String x = \"/" + "home/me/x\";\n");
        Files.writeString(bad.resolve("Off.java"), "@Dis" + "abled\n");
        Path silent = Files.createDirectories(directory.resolve("m/src/main/java/q"));
        Files.writeString(silent.resolve("package-info.java"), "package q;\n");
        assertThat(offences(directory))
                .containsExactlyInAnyOrder(
                        "m/src/main/java/p: no package-info.java",
                        "m/src/main/java/p/Here.java: names a path of one machine",
                        "m/src/main/java/p/Later.java: promises work",
                        "m/src/main/java/p/Long.java: " + (LINES_MAX + 1) + " lines",
                        "m/src/main/java/p/Off.java: switches a test off",
                        "m/src/main/java/q/package-info.java: no @NullMarked",
                        "m/src/main/java/q/package-info.java: no sentence");
    }

    private static List<String> offences(Path root) throws IOException {
        List<String> offences = new ArrayList<>();
        Set<Path> packages = new TreeSet<>();
        for (Path file : javaFiles(root)) {
            Path name = root.relativize(file);
            String text = Files.readString(file);
            long lines = text.lines().count();
            if (lines > LINES_MAX) {
                offences.add(name + ": " + lines + " lines");
            }
            add(offences, UNFINISHED.matcher(text).find(), name, "promises work");
            add(offences, ABSOLUTE_PATH.matcher(text).find(), name, "names a path of one machine");
            add(offences, SWITCHED_OFF.matcher(text).find(), name, "switches a test off");
            if (name.toString().contains("src/main/java/")) {
                packages.add(file.getParent());
            }
        }
        for (Path directory : packages) {
            checkDoor(root, directory, offences);
        }
        return offences;
    }

    private static void checkDoor(Path root, Path directory, List<String> offences) throws IOException {
        Path door = directory.resolve("package-info.java");
        if (!Files.exists(door)) {
            offences.add(root.relativize(directory) + ": no package-info.java");
            return;
        }
        String text = Files.readString(door);
        add(offences, !DOOR_SENTENCE.matcher(text).find(), root.relativize(door), "no sentence");
        add(offences, !text.contains("@NullMarked"), root.relativize(door), "no @NullMarked");
    }

    private static void add(List<String> offences, boolean found, Path name, String what) {
        if (found) {
            offences.add(name + ": " + what);
        }
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|\\.[^/]+)/.*"))
                    .sorted()
                    .toList();
        }
    }

    /** The directory of the outermost pom above the module in which the tests run. */
    private static Path repository() {
        Path found = Path.of("").toAbsolutePath();
        for (Path at = found; at != null && Files.exists(at.resolve("pom.xml")); at = at.getParent()) {
            found = at;
        }
        return found;
    }
}
