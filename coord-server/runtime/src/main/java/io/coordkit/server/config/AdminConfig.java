package io.coordkit.server.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The administrator's port.
 *
 * @param enabled whether there is one; {@code admin.enableServer}
 * @param address where it listens; {@code admin.serverAddress} and {@code admin.serverPort}
 * @param idleTimeout after how long a silent connection is closed; {@code admin.idleTimeout}
 * @param commandUrl path of the commands; {@code admin.commandURL}
 * @param snapshots whether snapshots may be asked for; {@code admin.snapshot.enabled}
 * @param restores whether the state may be replaced; {@code admin.restore.enabled}
 * @param believesProxies whether the header X-Forwarded-For says who asks; {@code IPAuthenticationProvider.usexforwardedfor}
 * @param rateLimitMs how often at most; {@code admin.rateLimiterIntervalInMS}
 * @param tls how TLS is spoken there; empty where it is not
 */
public record AdminConfig(
        boolean enabled,
        InetSocketAddress address,
        Duration idleTimeout,
        String commandUrl,
        boolean snapshots,
        boolean restores,
        boolean believesProxies,
        long rateLimitMs,
        Optional<AdminTls> tls) {
    /** The reference's port. */
    public static final int PORT = 8080;

    private static final long IDLE_MS = 30_000;
    private static final long RATE_LIMIT_MS = 300_000;

    /** None, as an embedded server has; the values are the reference's defaults. */
    public static final AdminConfig NONE = new AdminConfig(
            false,
            new InetSocketAddress(PORT),
            Duration.ofMillis(IDLE_MS),
            "/commands",
            true,
            true,
            false,
            RATE_LIMIT_MS,
            Optional.empty());
}
