package io.coordkit.server.config;

import java.util.Set;

/**
 * What operators and their tools may ask a server.
 *
 * @param words four-letter words that are answered; {@code 4lw.commands.whitelist}
 * @param file the text of the configuration file; empty without one
 * @param admin the administrator's port
 * @param metrics the collectors' port
 */
public record MonitorConfig(Set<String> words, String file, AdminConfig admin, MetricsConfig metrics) {
    /** One word and no ports: an embedded server's. */
    public static final MonitorConfig DEFAULT =
            new MonitorConfig(Set.of("srvr"), "", AdminConfig.NONE, MetricsConfig.NONE);
}
