package io.coordkit.server.config;

import io.coordkit.server.text.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of one server: a {@code zoo.cfg} over system properties. A key may stand in the file as it is or with the
 * prefix {@code zookeeper.}, or be a system property with the prefix (a few have none). Remembers which keys of the file were
 * asked for, so that the rest can be named.
 */
final class Settings {
    static final String PREFIX = "zookeeper.";

    private static final Pattern HEXADECIMAL = Pattern.compile("[+-]?0[xX]");

    private final String origin;
    private final String source;
    private final Properties properties;
    private final Properties system;
    private final Set<String> asked = new TreeSet<>();
    private final List<String> remarks = new ArrayList<>();

    /** @param origin where {@code properties} come from, for messages */
    Settings(String origin, Properties properties, Properties system) {
        this(origin, "", properties, system);
    }

    private Settings(String origin, String source, Properties properties, Properties system) {
        this.origin = origin;
        this.source = source;
        this.properties = properties;
        this.system = system;
    }

    /** What a file says; system properties say nothing. */
    static Settings load(Path file) throws ConfigException {
        return load(file, new Properties());
    }

    /** What a file says, over {@code system}. As in all files of {@link Properties}, a byte is a character (ISO 8859-1). */
    static Settings load(Path file, Properties system) throws ConfigException {
        Properties properties = new Properties();
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
            properties.load(new ByteArrayInputStream(bytes));
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + Reason.of(e));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
        return new Settings(file.toString(), new String(bytes, StandardCharsets.UTF_8), properties, system);
    }

    /** The value of a key, from the file first. */
    Optional<String> text(String key) {
        asked.add(key);
        asked.add(PREFIX + key);
        return nameInFile(key)
                .map(properties::getProperty)
                .or(() -> systemName(key).map(system::getProperty))
                .map(String::trim);
    }

    private Optional<String> nameInFile(String key) {
        return Stream.of(key, PREFIX + key)
                .filter(name -> properties.getProperty(name) != null)
                .findFirst();
    }

    private Optional<String> systemName(String key) {
        return Stream.of(PREFIX + key, key)
                .filter(name -> !system.getProperty(name, "").isBlank())
                .findFirst();
    }

    private String where(String key) {
        return nameInFile(key)
                .map(name -> origin + ": " + name)
                .or(() -> systemName(key).map(name -> "system property " + name))
                .orElse(origin + ": " + key);
    }

    /** A key that must be there. */
    String required(String key) throws ConfigException {
        String value = text(key).orElse("");
        if (value.isEmpty()) {
            throw new ConfigException(origin + ": " + key + " is missing");
        }
        return value;
    }

    /** The file or directory that a key names, if it is given. */
    Optional<Path> path(String key) throws ConfigException {
        try {
            return text(key).map(Path::of);
        } catch (InvalidPathException e) {
            throw refusal(key, "is no name that a file can have");
        }
    }

    int integer(String key, int fallback) throws ConfigException {
        return (int) number(key, fallback, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    int integer(String key, int fallback, int min) throws ConfigException {
        return (int) number(key, fallback, min, Integer.MAX_VALUE);
    }

    long number(String key, long fallback, long min, long max) throws ConfigException {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            long value = parse(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, together with a number out of range.
        }
        throw refusal(key, "is not an integer from " + min + " to " + max);
    }

    /** In decimal, leading zeros or not, or hexadecimal behind 0x. */
    private static long parse(String text) {
        return HEXADECIMAL.matcher(text).lookingAt() ? Long.decode(text) : Long.parseLong(text);
    }

    /** A number from 0 to 1. */
    double fraction(String key, double fallback) throws ConfigException {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            double value = Double.parseDouble(text.get());
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, together with a number out of range.
        }
        throw refusal(key, "is not a number from 0 to 1");
    }

    /** true and false, yes and no. */
    boolean flag(String key, boolean fallback) throws ConfigException {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        return switch (text.get().toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw refusal(key, "is neither true nor false");
        };
    }

    /**
     * yes and no, for keys of which the reference compares just these words: it takes any other for its default. Refuses what would
     * mean one thing here and another there.
     */
    boolean yesOrNo(String key, boolean fallback) throws ConfigException {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        if (text.get().equals(fallback ? "no" : "yes")) {
            return !fallback;
        }
        if (text.get().equalsIgnoreCase(fallback ? "yes" : "no") || text.get().equalsIgnoreCase("" + fallback)) {
            return fallback;
        }
        throw refusal(key, "is neither yes nor no");
    }

    /** Keys of the file that nobody asked for, sorted. */
    List<String> unasked() {
        return properties.stringPropertyNames().stream()
                .filter(key -> !asked.contains(key))
                .sorted()
                .toList();
    }

    /** System properties with {@link #PREFIX} that nobody asked for, sorted. */
    List<String> unaskedProperties() {
        return system.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX) && !asked.contains(name))
                .sorted()
                .toList();
    }

    /** Keys of the file that start with {@code prefix}. */
    Set<String> keysFrom(String prefix) {
        Set<String> keys = new TreeSet<>(properties.stringPropertyNames());
        keys.removeIf(key -> !key.startsWith(prefix));
        asked.addAll(keys);
        return keys;
    }

    /** Keys that start with {@code prefix}, from the file and from system properties, without {@link #PREFIX}. */
    Set<String> suffixed(String prefix) {
        Set<String> keys = new TreeSet<>();
        for (String name : properties.stringPropertyNames()) {
            keys.add(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name);
        }
        for (String name : system.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                keys.add(name.substring(PREFIX.length()));
            }
        }
        keys.removeIf(key -> !key.startsWith(prefix));
        return keys;
    }

    String origin() {
        return origin;
    }

    /** The text of the file; empty without one. */
    String source() {
        return source;
    }

    /** An error about a key's value, which names where the value stands. */
    ConfigException refusal(String key, String problem) {
        return new ConfigException(about(key, problem));
    }

    /** Something about a key's value that is worth a warning and no more. */
    void remark(String key, String problem) {
        remarks.add(about(key, problem));
    }

    /** The same about a system property that is no key. */
    void remarkProperty(String name, String problem) {
        remarks.add("system property " + name + " " + problem);
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    private String about(String key, String problem) {
        return where(key) + "=" + text(key).orElse("") + " " + problem;
    }
}
