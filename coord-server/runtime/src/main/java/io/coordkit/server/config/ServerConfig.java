package io.coordkit.server.config;

import io.coordkit.core.auth.AuthRules;
import io.coordkit.core.broadcast.ContainerCleaner;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything a server is told before it starts.
 *
 * @param serverId number of this server; the high byte of its session ids
 * @param tick the unit of time; {@code tickTime}
 * @param minSessionTimeout shortest timeout granted; {@code minSessionTimeout}, two ticks unless given
 * @param maxSessionTimeout longest timeout granted; {@code maxSessionTimeout}, twenty ticks unless given
 * @param storage where state is kept
 * @param clients how clients are served
 * @param auth who may be somebody, and how
 * @param containers how empty containers are removed
 * @param extendedTypes whether znodes with a time to live may be made; {@code zookeeper.extendedTypesEnabled}
 * @param limits what clients may ask of it
 * @param monitor what operators may ask
 * @param member how the server takes part in an ensemble; empty for a standalone server
 */
public record ServerConfig(
        long serverId,
        Duration tick,
        Duration minSessionTimeout,
        Duration maxSessionTimeout,
        StorageConfig storage,
        ClientConfig clients,
        AuthRules auth,
        ContainerCleaner.Policy containers,
        boolean extendedTypes,
        LimitsConfig limits,
        MonitorConfig monitor,
        Optional<MemberConfig> member) {

    /** The shortest tick. */
    public static final Duration TICK_MIN = Duration.ofMillis(1);

    /** The longest tick: the longest session, 20 of it, is a signed 32-bit number of milliseconds on the wire. */
    public static final Duration TICK_MAX = Duration.ofMillis(Integer.MAX_VALUE / 20);

    /** The reference's defaults, for a standalone server. */
    public static ServerConfig standalone(Path dataDirectory, InetSocketAddress address, Duration tick) {
        return new ServerConfig(
                0,
                tick,
                tick.multipliedBy(2),
                tick.multipliedBy(20),
                StorageConfig.in(dataDirectory),
                ClientConfig.at(address),
                AuthRules.DEFAULT,
                ContainerCleaner.Policy.DEFAULT,
                false,
                LimitsConfig.DEFAULT,
                MonitorConfig.DEFAULT,
                Optional.empty());
    }

    /** The same with other storage. */
    public ServerConfig withStorage(UnaryOperator<StorageConfig> change) {
        return new ServerConfig(
                serverId,
                tick,
                minSessionTimeout,
                maxSessionTimeout,
                change.apply(storage),
                clients,
                auth,
                containers,
                extendedTypes,
                limits,
                monitor,
                member);
    }

    /** The same as a member of an ensemble, under this number. */
    public ServerConfig asMember(long id, MemberConfig how) {
        return new ServerConfig(
                id,
                tick,
                minSessionTimeout,
                maxSessionTimeout,
                storage,
                clients,
                auth,
                containers,
                extendedTypes,
                limits,
                monitor,
                Optional.of(how));
    }
}
