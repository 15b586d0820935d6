package io.coordkit.server.config;

import java.util.Set;

/**
 * What operators and their tools may ask a server.
 *
 * @param words four-letter words that are answered; {@code 4lw.commands.whitelist}
 */
public record MonitorConfig(Set<String> words) {
    /** The reference's defaults: one word. */
    public static final MonitorConfig DEFAULT = new MonitorConfig(Set.of("srvr"));
}
