package io.coordkit.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads what operators and their tools may ask. */
final class MonitorKeys {
    private static final String WORDS = "4lw.commands.whitelist";
    private static final String COMMAND_URL = "admin.commandURL";
    private static final String PROVIDER = "metricsProvider.className";
    private static final String PROMETHEUS = "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider";
    private static final String IN_MEMORY = "org.apache.zookeeper.metrics.impl.DefaultMetricsProvider";
    private static final String NONE = "org.apache.zookeeper.metrics.impl.NullMetricsProvider";
    private static final int PORT_MAX = 65_535;

    /** All that there are. */
    private static final Set<String> ALL_WORDS = Set.of(
            "conf", "cons", "crst", "dirs", "dump", "envi", "gtmk", "hash", "isro", "mntr", "ruok", "srst", "srvr",
            "stat", "stmk", "wchc", "wchp", "wchs");

    /** They tune what the reference has to do besides its work to be measured; nothing of the kind happens here. */
    private static final List<String> WITHOUT_EFFECT = List.of(
            "metricsProvider.numWorkerThreads",
            "metricsProvider.maxQueueSize",
            "metricsProvider.workerShutdownTimeoutMs");

    private MonitorKeys() {}

    /** @param admin whether there is an administrator's port unless something is said about it */
    static MonitorConfig read(Settings settings, boolean admin) throws ConfigException {
        WITHOUT_EFFECT.forEach(settings::text);
        return new MonitorConfig(
                words(settings),
                settings.source(),
                admin(settings, admin),
                metrics(settings),
                true,
                settings.flag("audit.enable", false),
                PauseConfig.read(settings));
    }

    /** A word that nobody knows is only remarked upon: the reference takes it, too. */
    private static Set<String> words(Settings settings) throws ConfigException {
        Set<String> words = new TreeSet<>(Set.of("srvr"));
        if (settings.flag("readonlymode.enabled", false)) {
            words.add("isro");
        }
        for (String part : settings.text(WORDS).orElse("").split(",", -1)) {
            String word = part.trim();
            if (word.equals("*")) {
                words.addAll(ALL_WORDS);
            } else if (ALL_WORDS.contains(word)) {
                words.add(word);
            } else if (!word.isEmpty()) {
                settings.remark(WORDS, "names " + word + ", which is none of " + new TreeSet<>(ALL_WORDS));
            }
        }
        return Set.copyOf(words);
    }

    private static AdminConfig admin(Settings settings, boolean enabled) throws ConfigException {
        AdminConfig defaults = AdminConfig.NONE;
        boolean open = settings.flag("admin.enableServer", enabled);
        Duration idle = Duration.ofMillis(settings.integer(
                "admin.idleTimeout", (int) defaults.idleTimeout().toMillis(), 1));
        return new AdminConfig(
                open,
                address(settings, "admin.serverAddress", "admin.serverPort", AdminConfig.PORT),
                idle,
                commandUrl(settings, defaults.commandUrl()),
                settings.flag("admin.snapshot.enabled", true),
                settings.flag("admin.restore.enabled", true),
                settings.flag("IPAuthenticationProvider.usexforwardedfor", false),
                settings.number("admin.rateLimiterIntervalInMS", defaults.rateLimitMs(), 0, Integer.MAX_VALUE),
                AdminTls.read(settings, open, idle));
    }

    private static String commandUrl(Settings settings, String fallback) throws ConfigException {
        String url = settings.text(COMMAND_URL).orElse(fallback);
        if (!url.startsWith("/") || url.endsWith("/")) {
            throw settings.refusal(COMMAND_URL, "is not a path such as " + fallback);
        }
        return url;
    }

    private static MetricsConfig metrics(Settings settings) throws ConfigException {
        String provider = settings.text(PROVIDER).orElse(IN_MEMORY);
        if (provider.equals(NONE)) {
            settings.remark(PROVIDER, "has no effect: what is counted costs nothing, and mntr shows it");
        } else if (!provider.equals(PROMETHEUS) && !provider.equals(IN_MEMORY)) {
            throw settings.refusal(PROVIDER, "is none of " + String.join(", ", PROMETHEUS, IN_MEMORY, NONE));
        }
        return new MetricsConfig(
                provider.equals(PROMETHEUS),
                address(settings, "metricsProvider.httpHost", "metricsProvider.httpPort", MetricsConfig.PORT),
                settings.flag("metricsProvider.exportJvmInfo", true));
    }

    private static InetSocketAddress address(Settings settings, String hostKey, String portKey, int fallback)
            throws ConfigException {
        int port = (int) settings.number(portKey, fallback, 0, PORT_MAX);
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(settings.text(hostKey).orElse("0.0.0.0")), port);
        } catch (UnknownHostException e) {
            throw settings.refusal(hostKey, "is not a known host");
        }
    }
}
