package io.coordkit.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of one server: a {@code zoo.cfg} over system properties. A key may stand in the file as it is or with the
 * prefix {@code zookeeper.}, or be a system property with the prefix (a few have none). Remembers which keys of the file were
 * asked for, so that the rest can be named.
 */
final class Settings {
    static final String PREFIX = "zookeeper.";

    private final Path file;
    private final Properties properties;
    private final Properties system;
    private final Set<String> asked = new TreeSet<>();

    Settings(Path file, Properties properties, Properties system) {
        this.file = file;
        this.properties = properties;
        this.system = system;
    }

    /** The value of a key, from the file first. */
    Optional<String> text(String key) {
        asked.add(key);
        asked.add(PREFIX + key);
        for (String name : List.of(key, PREFIX + key)) {
            String value = properties.getProperty(name);
            if (value != null) {
                return Optional.of(value.trim());
            }
        }
        for (String name : List.of(PREFIX + key, key)) {
            String value = system.getProperty(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value.trim());
            }
        }
        return Optional.empty();
    }

    /** A key that must be there. */
    String required(String key) throws ConfigException {
        String value = text(key).orElse("");
        if (value.isEmpty()) {
            throw new ConfigException(file + ": " + key + " is missing");
        }
        return value;
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
            long value = Long.decode(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, together with a number out of range.
        }
        throw new ConfigException(
                file + ": " + key + "=" + text.get() + " is not an integer from " + min + " to " + max);
    }

    /** true and false, yes and no. */
    boolean flag(String key, boolean fallback) throws ConfigException {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        return switch (text.get().toLowerCase(java.util.Locale.ROOT)) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw new ConfigException(file + ": " + key + "=" + text.get() + " is neither true nor false");
        };
    }

    /** Keys of the file that nobody asked for, sorted. */
    List<String> unasked() {
        return properties.stringPropertyNames().stream()
                .filter(key -> !asked.contains(key))
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

    Path file() {
        return file;
    }
}
