package io.coordkit.server.config;

/** A configuration that cannot be used. The message names the file or key and what is accepted; it is meant for a person. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message where and what */
    public ConfigException(String message) {
        super(message, null, false, false);
    }
}
