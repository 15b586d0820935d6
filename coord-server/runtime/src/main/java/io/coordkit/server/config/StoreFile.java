package io.coordkit.server.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A file with a key and its certificates, or with the certificates that are trusted.
 *
 * @param key of the configuration that names the file, for messages
 * @param password empty for none
 */
public record StoreFile(String key, Path file, Type type, String password) {
    /** How the file is written. */
    public enum Type {
        JKS(".jks"),
        PKCS12(".p12"),
        PEM(".pem"),
        BCFKS(".bcfks");

        private final String suffix;

        Type(String suffix) {
            this.suffix = suffix;
        }

        /** The type that a file's name tells. */
        static Optional<Type> ofName(String name) {
            for (Type type : values()) {
                if (name.endsWith(type.suffix)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }

        /** The type of this name, in letters of either case. */
        static Optional<Type> of(String name) {
            for (Type type : values()) {
                if (type.name().equals(name.toUpperCase(Locale.ROOT))) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    /** Passwords are for no log. */
    @Override
    public String toString() {
        return key + "=" + file;
    }
}
