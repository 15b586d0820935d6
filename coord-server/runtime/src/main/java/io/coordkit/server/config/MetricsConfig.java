package io.coordkit.server.config;

import java.net.InetSocketAddress;

/**
 * How metrics are collected.
 *
 * @param prometheus whether there is a port for Prometheus; {@code metricsProvider.className}
 * @param address where it listens; {@code metricsProvider.httpHost} and {@code httpPort}
 * @param jvm whether the JVM's metrics are shown, too; {@code metricsProvider.exportJvmInfo}
 */
public record MetricsConfig(boolean prometheus, InetSocketAddress address, boolean jvm) {
    /** The reference's port. */
    public static final int PORT = 7000;

    /** No port, as the reference has it unless told otherwise. */
    public static final MetricsConfig NONE = new MetricsConfig(false, new InetSocketAddress(PORT), true);
}
