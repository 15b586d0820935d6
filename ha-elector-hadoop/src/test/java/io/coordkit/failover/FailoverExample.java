package io.coordkit.failover;

import io.coordkit.elector.data.ActiveNodeInfo;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceTarget;

/** The example of the README: what a failover controller must be told of its service. */
final class FailoverExample {
    private FailoverExample() {}

    // readme:begin
    /** Two services, as the controller of the first one sees them; each target says where, and how it is fenced. */
    record Reports(HAServiceTarget local, HAServiceTarget other) implements ServiceGroup {
        @Override
        public String name() {
            return "reports";
        }

        @Override
        public String member() {
            return local.toString();
        }

        @Override
        public List<HAServiceTarget> others() {
            return List.of(other);
        }

        @Override
        public byte[] localData() {
            return infoOf(local).toBytes();
        }

        @Override
        public HAServiceTarget targetOf(byte[] data) throws IOException {
            ActiveNodeInfo found = ActiveNodeInfo.parse(data);
            for (HAServiceTarget target : List.of(local, other)) {
                if (infoOf(target).equals(found)) {
                    return target;
                }
            }
            throw new IOException(found.describe() + " is not configured here");
        }

        private ActiveNodeInfo infoOf(HAServiceTarget target) {
            return new ActiveNodeInfo(
                    name(),
                    target.toString(),
                    target.getAddress().getHostString(),
                    target.getAddress().getPort(),
                    target.getZKFCAddress().getPort());
        }
    }

    /** The daemon beside each service; {@code -formatZK} makes the znodes first. */
    static ExitCode run(Configuration conf, HAServiceTarget local, HAServiceTarget other, String... arguments)
            throws InterruptedException {
        return new FailoverCommand(conf, new Reports(local, other)).run(arguments);
    }
    // readme:end
}
