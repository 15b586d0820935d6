package io.coordkit.server.config;

import java.util.Optional;
import java.util.Set;

/**
 * What operators and their tools may ask a server.
 *
 * @param words four-letter words that are answered; {@code 4lw.commands.whitelist}
 * @param file the text of the configuration file; empty without one
 * @param admin the administrator's port
 * @param metrics the collectors' port
 * @param jmx whether it is one of the JVM's management beans
 * @param audit whether it is written down who did what; {@code zookeeper.audit.enable}
 * @param pauses when it is said that the process stood still, if at all
 */
public record MonitorConfig(
        Set<String> words,
        String file,
        AdminConfig admin,
        MetricsConfig metrics,
        boolean jmx,
        boolean audit,
        Optional<PauseConfig> pauses) {
    /** One word and no ports: an embedded server's. */
    public static final MonitorConfig DEFAULT =
            new MonitorConfig(Set.of("srvr"), "", AdminConfig.NONE, MetricsConfig.NONE, false, false, Optional.empty());
}
