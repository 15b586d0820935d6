package io.coordkit.core.storage;

import java.util.Locale;
import java.util.Optional;

/** How a snapshot file is compressed; its name says so ({@code SnapStream.StreamMode} of the reference). */
public enum Compression {
    /** Not at all. */
    NONE(""),
    /** One gzip member. */
    GZIP("gz"),
    /** Blocks of Snappy, as the library that the reference uses frames them. */
    SNAPPY("snappy");

    private final String method;

    Compression(String method) {
        this.method = method;
    }

    /** The method of a name in the configuration ({@code zookeeper.snapshot.compression.method}); empty if there is none. */
    public static Optional<Compression> named(String name) {
        for (Compression each : values()) {
            if (each.method.equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The method that a file's name tells. */
    static Compression of(String fileName) {
        for (Compression each : values()) {
            if (each != NONE && fileName.endsWith(each.suffix())) {
                return each;
            }
        }
        return NONE;
    }

    /** What a file's name ends with. */
    String suffix() {
        return method.isEmpty() ? "" : "." + method;
    }
}
