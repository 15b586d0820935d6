package io.coordkit.server.config;

import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.quorum.Member;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads an ordinary {@code zoo.cfg} ({@code QuorumPeerConfig} of the reference).
 *
 * @param config what the file says, over system properties and defaults
 * @param unsupported keys of the file that ZooKeeper has and that have no effect here, each with the reason; to be warned about by name
 * @param unknown keys of the file that neither has, so probably typing errors; to be warned about by name
 * @param remarks what is passed over although it may be a mistake, each a sentence that names the key
 */
public record ZooCfg(
        ServerConfig config, SortedMap<String, String> unsupported, List<String> unknown, List<String> remarks) {
    private static final int DEFAULT_TICK_MS = 3000;
    private static final String FACTORY = "serverCnxnFactory";

    /** The reference's ways to serve sockets. Whichever is written, ours is neither, and does what both do. */
    private static final Set<String> FACTORIES = Set.of(
            "org.apache.zookeeper.server.NIOServerCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory");

    /**
     * Reads a file.
     *
     * @param system system properties that may give what the file does not
     * @throws ConfigException when the file cannot be read, lacks a required key, or has a value that is not accepted
     */
    public static ZooCfg read(Path file, Properties system) throws ConfigException {
        Settings settings = Settings.load(file, system);
        Duration tick = Duration.ofMillis(settings.number(
                "tickTime", DEFAULT_TICK_MS, ServerConfig.TICK_MIN.toMillis(), ServerConfig.TICK_MAX.toMillis()));
        settings.required("dataDir");
        EnsembleKeys ensemble = EnsembleKeys.read(settings);
        if (!ensemble.isEnsemble(settings.flag("standaloneEnabled", true))) {
            MemberKeys.checkUnused(settings);
            Optional<InetSocketAddress> address = ClientPort.read(settings, ensemble.single());
            return of(settings, standalone(settings, tick, address, Optional.of(file)));
        }
        Member self = MyId.required(settings, ensemble);
        ensemble.checkAddresses(settings.flag(EnsembleKeys.SEVERAL_ADDRESSES, false));
        ServerConfig config =
                standalone(settings, tick, ClientPort.read(settings, Optional.of(self)), Optional.of(file));
        for (int port : config.clients().ports()) {
            ensemble.checkClientPort(self, port);
        }
        MemberConfig member = MemberKeys.read(settings, self, ensemble.membership(), tick);
        return of(settings, config.asMember(self.id(), member));
    }

    /**
     * What a few options say; everything else comes from system properties, as it does with a file. There is no administrator's port
     * unless one asks for it.
     *
     * @param system system properties that may give what the options do not
     * @throws ConfigException when a property has a value that is not accepted
     */
    public static ServerConfig standalone(Path data, InetSocketAddress address, Duration tick, Properties system)
            throws ConfigException {
        Properties options = new Properties();
        options.setProperty("dataDir", data.toString());
        Settings settings = new Settings("command line", options, system);
        return standalone(settings, tick, Optional.of(address), Optional.empty());
    }

    private static ServerConfig standalone(
            Settings settings, Duration tick, Optional<InetSocketAddress> address, Optional<Path> file)
            throws ConfigException {
        ClientConfig clients = clients(settings, address);
        ServerConfig config = new ServerConfig(
                MyId.optional(settings),
                tick,
                timeout(settings, "minSessionTimeout", tick.multipliedBy(2)),
                timeout(settings, "maxSessionTimeout", tick.multipliedBy(20)),
                StorageKeys.read(settings),
                clients,
                AuthKeys.read(settings, clients.tls().isPresent()),
                containers(settings),
                settings.flag("extendedTypesEnabled", false),
                LimitsConfig.read(settings),
                ReconfigKeys.read(settings, file),
                MonitorKeys.read(settings, file.isPresent()),
                Optional.empty());
        if (config.minSessionTimeout().compareTo(config.maxSessionTimeout()) > 0) {
            throw settings.refusal("minSessionTimeout", "must not be larger than maxSessionTimeout");
        }
        return config;
    }

    private static ZooCfg of(Settings settings, ServerConfig config) {
        MemberKeys.NAMES.forEach(settings::text);
        TlsKeys.NAMES.forEach(settings::text);
        PeerSecurity.NAMES.forEach(settings::text);
        for (String property : settings.unaskedProperties()) {
            if (!ReferenceKeys.isOfClients(property)) {
                settings.remarkProperty(
                        property,
                        ReferenceKeys.reason(property)
                                .map(reason -> "has no effect: " + reason)
                                .orElse("means nothing to this server"));
            }
        }
        SortedMap<String, String> unsupported = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        for (String key : settings.unasked()) {
            Optional<String> reason = ReferenceKeys.reason(key);
            reason.ifPresentOrElse(why -> unsupported.put(key, why), () -> unknown.add(key));
        }
        return new ZooCfg(
                config, Collections.unmodifiableSortedMap(unsupported), List.copyOf(unknown), settings.remarks());
    }

    private static Duration timeout(Settings settings, String key, Duration fallback) throws ConfigException {
        int ms = settings.integer(key, -1, -1);
        return ms == -1 ? fallback : Duration.ofMillis(ms);
    }

    private static ClientConfig clients(Settings settings, Optional<InetSocketAddress> address) throws ConfigException {
        if (settings.text(FACTORY).filter(name -> !FACTORIES.contains(name)).isPresent()) {
            settings.remark(FACTORY, "has no effect: no classes of others are loaded");
        }
        return new ClientConfig(
                address,
                settings.integer("clientPortListenBacklog", -1, -1),
                Math.max(0, settings.integer("maxClientCnxns", 60)),
                Math.max(0, settings.integer("maxCnxns", 0)),
                settings.integer("jute.maxbuffer", ClientConfig.FRAME_BYTES_MAX, 1),
                settings.flag("clientTcpKeepAlive", false),
                Duration.ofMillis(settings.integer("nio.sessionlessCnxnTimeout", 10_000, 1)),
                settings.integer("coordkit.ioThreads", ClientConfig.defaultIoThreads(), 0),
                ClientTls.read(settings),
                SaslConfig.read(settings));
    }

    private static ContainerCleaner.Policy containers(Settings settings) throws ConfigException {
        return new ContainerCleaner.Policy(
                settings.number("znode.container.checkIntervalMs", 60_000, 1, Integer.MAX_VALUE),
                settings.integer("znode.container.maxPerMinute", 10_000, 1),
                settings.number("znode.container.maxNeverUsedIntervalMs", 0, 0, Long.MAX_VALUE));
    }
}
