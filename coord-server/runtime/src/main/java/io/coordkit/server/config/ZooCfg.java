package io.coordkit.server.config;

import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.quorum.Member;
import io.coordkit.server.config.ServerConfig.AccessConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Reads an ordinary {@code zoo.cfg} ({@code QuorumPeerConfig} of the reference).
 *
 * @param config what the file says, over system properties and defaults
 * @param unsupported keys of the file that ZooKeeper has and this version has not; to be warned about by name
 * @param unknown keys of the file that neither has, so probably typing errors; to be warned about by name
 * @param remarks what is passed over although it may be a mistake, each a sentence that names the key
 */
public record ZooCfg(ServerConfig config, List<String> unsupported, List<String> unknown, List<String> remarks) {
    private static final int DEFAULT_TICK_MS = 3000;

    private static final List<String> PROTECTING_FLAGS =
            List.of("enforce.auth.enabled", "sessionRequireClientSASLAuth", "sslQuorum", "quorum.auth.enableSasl");

    /**
     * Reads a file.
     *
     * @param system system properties that may give what the file does not
     * @throws ConfigException when the file cannot be read, lacks a required key, or has a value that is not accepted
     */
    public static ZooCfg read(Path file, Properties system) throws ConfigException {
        Settings settings = Settings.load(file, system);
        refuseUnprotected(settings);
        Duration tick = Duration.ofMillis(settings.number(
                "tickTime", DEFAULT_TICK_MS, ServerConfig.TICK_MIN.toMillis(), ServerConfig.TICK_MAX.toMillis()));
        settings.required("dataDir");
        EnsembleKeys ensemble = EnsembleKeys.read(settings);
        if (!ensemble.isEnsemble(settings.flag("standaloneEnabled", true))) {
            InetSocketAddress address = ClientPort.read(settings, ensemble.single());
            return of(settings, standalone(settings, tick, address, Optional.of(file)));
        }
        Member self = MyId.required(settings, ensemble);
        ensemble.checkAddresses();
        InetSocketAddress address = ClientPort.read(settings, Optional.of(self));
        ensemble.checkClientPort(self, address.getPort());
        ServerConfig config = standalone(settings, tick, address, Optional.of(file));
        MemberConfig member = MemberKeys.read(settings, self, ensemble.membership(), tick);
        return of(settings, config.asMember(self.id(), member));
    }

    /**
     * What a few options say; everything else comes from system properties, as it does with a file.
     *
     * @param system system properties that may give what the options do not
     * @throws ConfigException when a property has a value that is not accepted
     */
    public static ServerConfig standalone(Path data, InetSocketAddress address, Duration tick, Properties system)
            throws ConfigException {
        Properties options = new Properties();
        options.setProperty("dataDir", data.toString());
        Settings settings = new Settings("command line", options, system);
        refuseUnprotected(settings);
        return standalone(settings, tick, address, Optional.empty());
    }

    private static ServerConfig standalone(
            Settings settings, Duration tick, InetSocketAddress address, Optional<Path> file) throws ConfigException {
        ServerConfig config = new ServerConfig(
                MyId.optional(settings),
                tick,
                timeout(settings, "minSessionTimeout", tick.multipliedBy(2)),
                timeout(settings, "maxSessionTimeout", tick.multipliedBy(20)),
                StorageKeys.read(settings),
                clients(settings, address),
                access(settings),
                containers(settings),
                settings.flag("extendedTypesEnabled", false),
                ReconfigKeys.read(settings, file),
                Optional.empty());
        if (config.minSessionTimeout().compareTo(config.maxSessionTimeout()) > 0) {
            throw settings.refusal("minSessionTimeout", "must not be larger than maxSessionTimeout");
        }
        return config;
    }

    private static ZooCfg of(Settings settings, ServerConfig config) {
        MemberKeys.NAMES.forEach(settings::text);
        List<String> unasked = settings.unasked();
        return new ZooCfg(
                config,
                unasked.stream().filter(ReferenceKeys::has).toList(),
                unasked.stream().filter(key -> !ReferenceKeys.has(key)).toList(),
                settings.remarks());
    }

    /** A file that demands protection must not be served without it. */
    private static void refuseUnprotected(Settings settings) throws ConfigException {
        for (String key : PROTECTING_FLAGS) {
            if (settings.flag(key, false)) {
                throw settings.refusal(key, "is not supported by this version");
            }
        }
        if (settings.text("secureClientPort").isPresent()) {
            throw settings.refusal("secureClientPort", "cannot be served: this version does not speak TLS");
        }
    }

    private static Duration timeout(Settings settings, String key, Duration fallback) throws ConfigException {
        int ms = settings.integer(key, -1, -1);
        return ms == -1 ? fallback : Duration.ofMillis(ms);
    }

    private static ClientConfig clients(Settings settings, InetSocketAddress address) throws ConfigException {
        ClientConfig defaults = ClientConfig.at(address);
        return new ClientConfig(
                address,
                settings.integer("clientPortListenBacklog", -1, -1),
                settings.integer("maxClientCnxns", 60, 0),
                settings.integer("maxCnxns", 0, 0),
                settings.integer("jute.maxbuffer", ClientConfig.FRAME_BYTES_MAX, 1),
                Duration.ofMillis(settings.integer("nio.sessionlessCnxnTimeout", 10_000, 1)),
                settings.integer("coordkit.ioThreads", defaults.ioThreads(), 0));
    }

    private static AccessConfig access(Settings settings) throws ConfigException {
        return new AccessConfig(
                digestAlgorithm(settings),
                settings.text("DigestAuthenticationProvider.superDigest").orElse(""),
                settings.flag("skipACL", false));
    }

    private static String digestAlgorithm(Settings settings) throws ConfigException {
        String key = "DigestAuthenticationProvider.digestAlg";
        String name = settings.text(key).orElse(AccessConfig.DEFAULT.digestAlgorithm());
        try {
            return MessageDigest.getInstance(name).getAlgorithm();
        } catch (NoSuchAlgorithmException e) {
            throw settings.refusal(key, "is no hash that this Java knows");
        }
    }

    private static ContainerCleaner.Policy containers(Settings settings) throws ConfigException {
        return new ContainerCleaner.Policy(
                settings.number("znode.container.checkIntervalMs", 60_000, 1, Integer.MAX_VALUE),
                settings.integer("znode.container.maxPerMinute", 10_000, 1),
                settings.number("znode.container.maxNeverUsedIntervalMs", 0, 0, Long.MAX_VALUE));
    }
}
