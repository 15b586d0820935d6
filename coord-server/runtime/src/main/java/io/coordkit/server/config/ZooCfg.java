package io.coordkit.server.config;

import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.server.config.ServerConfig.AccessConfig;
import io.coordkit.server.text.Reason;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Reads an ordinary {@code zoo.cfg} ({@code QuorumPeerConfig} of the reference).
 *
 * @param config what the file says, over system properties and defaults
 * @param unsupported keys of the file that ZooKeeper has and this version has not; to be warned about by name
 * @param unknown keys of the file that neither has, so probably typing errors; to be warned about by name
 */
public record ZooCfg(ServerConfig config, List<String> unsupported, List<String> unknown) {
    private static final int DEFAULT_TICK_MS = 3000;

    /** Accepted because every file has them; they say something about ensembles only. */
    private static final Set<String> ENSEMBLE_ONLY = Set.of(
            "initLimit", "syncLimit", "electionAlg", "peerType", "standaloneEnabled", "connectToLearnerMasterLimit");

    private static final List<String> PROTECTING_FLAGS =
            List.of("enforce.auth.enabled", "sessionRequireClientSASLAuth", "sslQuorum", "quorum.auth.enableSasl");

    /**
     * Reads a file.
     *
     * @param system system properties that may give what the file does not
     * @throws ConfigException when the file cannot be read, lacks a required key, or has a value that is not accepted
     */
    public static ZooCfg read(Path file, Properties system) throws ConfigException {
        Settings settings = new Settings(file.toString(), load(file), system);
        refuseEnsemble(settings);
        refuseUnprotected(settings);
        Duration tick = Duration.ofMillis(settings.number(
                "tickTime", DEFAULT_TICK_MS, ServerConfig.TICK_MIN.toMillis(), ServerConfig.TICK_MAX.toMillis()));
        settings.required("dataDir");
        return of(settings, tick, address(settings));
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
        return of(settings, tick, address).config();
    }

    private static ZooCfg of(Settings settings, Duration tick, InetSocketAddress address) throws ConfigException {
        ENSEMBLE_ONLY.forEach(settings::text);
        ServerConfig config = new ServerConfig(
                serverId(settings),
                tick,
                timeout(settings, "minSessionTimeout", tick.multipliedBy(2)),
                timeout(settings, "maxSessionTimeout", tick.multipliedBy(20)),
                storage(settings),
                clients(settings, address),
                access(settings),
                containers(settings),
                settings.flag("extendedTypesEnabled", false),
                Optional.empty());
        if (config.minSessionTimeout().compareTo(config.maxSessionTimeout()) > 0) {
            throw settings.refusal("minSessionTimeout", "must not be larger than maxSessionTimeout");
        }
        List<String> unasked = settings.unasked();
        return new ZooCfg(
                config,
                unasked.stream().filter(ReferenceKeys::has).toList(),
                unasked.stream().filter(key -> !ReferenceKeys.has(key)).toList());
    }

    private static Properties load(Path file) throws ConfigException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + Reason.of(e));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
        return properties;
    }

    private static void refuseEnsemble(Settings settings) throws ConfigException {
        if (settings.keysFrom("server.").size() > 1) {
            throw new ConfigException(
                    settings.origin() + ": several server.N lines: this version serves standalone only");
        }
        if (settings.text("dynamicConfigFile").isPresent()) {
            throw settings.refusal("dynamicConfigFile", "names an ensemble: this version serves standalone only");
        }
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

    private static long serverId(Settings settings) throws ConfigException {
        Path myid = Path.of(settings.required("dataDir")).resolve("myid");
        if (!Files.exists(myid)) {
            return 0;
        }
        try {
            long id = Long.parseLong(Files.readString(myid).trim());
            if (id >= 0 && id <= 255) {
                return id;
            }
        } catch (IOException | NumberFormatException e) {
            // Said below.
        }
        throw new ConfigException(myid + ": must hold the server's number, 0 to 255, and nothing else");
    }

    private static Duration timeout(Settings settings, String key, Duration fallback) throws ConfigException {
        int ms = settings.integer(key, -1, -1);
        return ms == -1 ? fallback : Duration.ofMillis(ms);
    }

    private static StorageConfig storage(Settings settings) throws ConfigException {
        String data = settings.required("dataDir");
        return new StorageConfig(
                Path.of(data),
                Path.of(settings.text("dataLogDir").orElse(data)),
                settings.integer("preAllocSize", 65_536, 0),
                Math.max(0, settings.number("txnLogSizeLimitInKb", -1, -1, Long.MAX_VALUE / 1024)),
                Math.max(2, settings.integer("snapCount", 100_000, 0)),
                Duration.ofMillis(settings.integer("fsync.warningthresholdms", 1000, 0)),
                settings.flag("datadir.autocreate", true),
                settings.flag("snapshot.trust.empty", false),
                settings.flag("digest.enabled", true),
                Math.max(3, settings.integer("autopurge.snapRetainCount", 3, 0)),
                Duration.ofHours(settings.integer("autopurge.purgeInterval", 0, 0)));
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

    private static InetSocketAddress address(Settings settings) throws ConfigException {
        int port = (int) settings.number("clientPort", -1, 0, 65_535);
        if (port < 0) {
            throw new ConfigException(settings.origin() + ": clientPort is missing");
        }
        Optional<String> host = settings.text("clientPortAddress");
        if (host.isEmpty()) {
            return new InetSocketAddress(port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host.get()), port);
        } catch (UnknownHostException e) {
            throw settings.refusal("clientPortAddress", "is not a known host");
        }
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
