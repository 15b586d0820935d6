package io.coordkit.server;

import io.coordkit.server.admin.AdminSecurity;
import io.coordkit.server.admin.AdminServer;
import io.coordkit.server.config.MonitorConfig;
import io.coordkit.server.jmx.ManagementBeans;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.prometheus.PrometheusServer;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where administrators and collectors find the server, as far as they may. */
final class OperatorPorts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorPorts.class);

    private final Optional<AdminServer> admin;
    private final Optional<PrometheusServer> metrics;
    private final Optional<ManagementBeans> beans;

    private OperatorPorts(
            Optional<AdminServer> admin, Optional<PrometheusServer> metrics, Optional<ManagementBeans> beans) {
        this.admin = admin;
        this.metrics = metrics;
        this.beans = beans;
    }

    /**
     * Opens them.
     *
     * @throws IOException when one is somebody else's, or its keys cannot be used; a member of an ensemble does without an
     *     administrator's port that is taken, as with the reference, since it is needed more than that
     */
    static OperatorPorts open(Inspection server) throws IOException {
        MonitorConfig config = server.config().monitor();
        Optional<PrometheusServer> metrics =
                config.metrics().prometheus() ? Optional.of(PrometheusServer.start(server)) : Optional.empty();
        try {
            Optional<AdminServer> admin = config.admin().enabled() ? admin(server) : Optional.empty();
            Optional<ManagementBeans> beans =
                    config.jmx() ? Optional.of(ManagementBeans.register(server)) : Optional.empty();
            return new OperatorPorts(admin, metrics, beans);
        } catch (IOException e) {
            metrics.ifPresent(PrometheusServer::close);
            throw e;
        }
    }

    private static Optional<AdminServer> admin(Inspection server) throws IOException {
        AdminSecurity security = AdminSecurity.start(server);
        try {
            return Optional.of(AdminServer.start(server, security));
        } catch (IOException e) {
            security.close();
            if (server.config().member().isEmpty()) {
                throw new AdminPortException(e);
            }
            LOG.warn("admin-not-started reason=\"{}\"", e.getMessage());
            return Optional.empty();
        }
    }

    /** Where administrators ask; empty if they cannot. */
    Optional<Integer> adminPort() {
        return admin.map(server -> server.address().getPort());
    }

    /** Where metrics are collected; empty if they are not. */
    Optional<Integer> metricsPort() {
        return metrics.map(server -> server.address().getPort());
    }

    @Override
    public void close() {
        beans.ifPresent(ManagementBeans::close);
        admin.ifPresent(AdminServer::close);
        metrics.ifPresent(PrometheusServer::close);
    }
}
