package io.coordkit.failover;

import io.coordkit.failover.machine.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceTarget;
import org.apache.hadoop.ha.HealthMonitor;
import org.apache.hadoop.ha.ZKFailoverController;
import org.apache.hadoop.security.authorize.PolicyProvider;
import org.jspecify.annotations.Nullable;

/** A running controller of either kind. */
interface Guard extends AutoCloseable {

    /** Its process ends: it leaves the election, and the service stays as it is. */
    @Override
    void close();

    /** Whether it takes its service for healthy. */
    boolean isContent();

    /** Whose controller it is. */
    enum Kind {
        OURS {
            @Override
            Guard start(Configuration conf, ServiceGroup group) throws IOException {
                FailoverController controller = new FailoverController(conf, group);
                controller.start();
                return new Ours(controller);
            }
        },
        HADOOPS {
            @Override
            Guard start(Configuration conf, ServiceGroup group) {
                Hadoops controller = new Hadoops(new Configuration(conf), group);
                controller.thread.start();
                return controller;
            }
        };

        abstract Guard start(Configuration conf, ServiceGroup group) throws IOException;
    }

    /** Ours. */
    record Ours(FailoverController controller) implements Guard {
        @Override
        public void close() {
            controller.close();
        }

        @Override
        public boolean isContent() {
            return controller.health() == Health.HEALTHY;
        }
    }

    /** Hadoop's controller with the same group. */
    final class Hadoops extends ZKFailoverController implements Guard {
        private final ServiceGroup group;
        private final Thread thread = new Thread(this::runAsProcess, "hadoops controller");

        Hadoops(Configuration conf, ServiceGroup group) {
            super(conf, group.local());
            this.group = group;
        }

        @Override
        public void close() {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean isContent() {
            return getLastHealthState() == HealthMonitor.State.SERVICE_HEALTHY;
        }

        private void runAsProcess() {
            try {
                run(new String[0]);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                if (!(e.getCause() instanceof InterruptedException)) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        protected byte[] targetToData(HAServiceTarget target) {
            return group.localData();
        }

        @Override
        protected HAServiceTarget dataToTarget(byte[] data) {
            try {
                return group.targetOf(data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected void loginAsFCUser() {}

        @Override
        protected void checkRpcAdminAccess() {}

        @Override
        protected InetSocketAddress getRpcAddressToBindTo() {
            return group.controllerAddress();
        }

        @Override
        protected @Nullable PolicyProvider getPolicyProvider() {
            return null;
        }

        @Override
        protected List<HAServiceTarget> getAllOtherNodes() {
            return group.others();
        }

        @Override
        protected boolean isSSLEnabled() {
            return false;
        }

        @Override
        protected String getScopeInsideParentNode() {
            return group.name();
        }
    }
}
