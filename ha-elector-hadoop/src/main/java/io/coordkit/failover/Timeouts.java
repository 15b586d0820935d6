package io.coordkit.failover;

import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_FC_GRACEFUL_FENCE_CONNECTION_RETRIES;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_FC_GRACEFUL_FENCE_CONNECTION_RETRIES_DEFAULT;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_FC_GRACEFUL_FENCE_TIMEOUT_DEFAULT;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_FC_GRACEFUL_FENCE_TIMEOUT_KEY;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_FC_NEW_ACTIVE_TIMEOUT_DEFAULT;
import static org.apache.hadoop.fs.CommonConfigurationKeys.HA_FC_NEW_ACTIVE_TIMEOUT_KEY;
import static org.apache.hadoop.fs.CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_MAX_RETRIES_KEY;
import static org.apache.hadoop.fs.CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_MAX_RETRIES_ON_SOCKET_TIMEOUTS_KEY;

import org.apache.hadoop.conf.Configuration;

/**
 * How long a service may take.
 *
 * @param newActiveMs to become active ({@code ha.failover-controller.new-active.rpc-timeout.ms})
 * @param gracefulMs to become standby ({@code ha.failover-controller.graceful-fence.rpc-timeout.ms})
 */
record Timeouts(int newActiveMs, int gracefulMs) {

    static Timeouts of(Configuration conf) {
        return new Timeouts(
                conf.getInt(HA_FC_NEW_ACTIVE_TIMEOUT_KEY, HA_FC_NEW_ACTIVE_TIMEOUT_DEFAULT),
                conf.getInt(HA_FC_GRACEFUL_FENCE_TIMEOUT_KEY, HA_FC_GRACEFUL_FENCE_TIMEOUT_DEFAULT));
    }

    /** A configuration with which a dead machine is soon given up (HDFS-3561), and can be fenced otherwise. */
    static Configuration impatient(Configuration conf) {
        int retries =
                conf.getInt(HA_FC_GRACEFUL_FENCE_CONNECTION_RETRIES, HA_FC_GRACEFUL_FENCE_CONNECTION_RETRIES_DEFAULT);
        Configuration impatient = new Configuration(conf);
        impatient.setInt(IPC_CLIENT_CONNECT_MAX_RETRIES_KEY, retries);
        impatient.setInt(IPC_CLIENT_CONNECT_MAX_RETRIES_ON_SOCKET_TIMEOUTS_KEY, retries);
        return impatient;
    }
}
