package io.coordkit.hbase.wal;

import io.coordkit.hbase.ClusterState;
import io.coordkit.hbase.codec.MasterInfo;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.ServerName;
import org.apache.hadoop.hbase.ipc.RpcClient;
import org.apache.hadoop.hbase.ipc.RpcClientFactory;
import org.apache.hadoop.hbase.regionserver.LastSequenceId;
import org.apache.hadoop.hbase.security.User;
import org.apache.hadoop.hbase.security.UserProvider;
import org.apache.hadoop.hbase.shaded.protobuf.RequestConverter;
import org.apache.hadoop.hbase.shaded.protobuf.generated.ClusterStatusProtos.RegionStoreSequenceIds;
import org.apache.hadoop.hbase.shaded.protobuf.generated.RegionServerStatusProtos.GetLastFlushedSequenceIdResponse;
import org.apache.hadoop.hbase.shaded.protobuf.generated.RegionServerStatusProtos.RegionServerStatusService;
import org.apache.hbase.thirdparty.com.google.protobuf.ServiceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the active master up to where each region was flushed, as a region server does that splits. While no master answers, nothing counts as
 * flushed: that costs time and loses nothing. Thread-safe; a call waits for the master for {@code hbase.rpc.shortoperation.timeout} at most.
 * Source: {@code HRegionServer.getLastSequenceId}.
 */
public final class MasterSequenceIds implements LastSequenceId, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MasterSequenceIds.class);

    private final ClusterState cluster;
    private final RpcClient rpc;
    private final User user;
    private final int timeoutMs;

    /**
     * Opens connections only when it is asked.
     *
     * @param configuration the cluster's, also for its security
     * @param cluster where the active master is found
     * @throws IOException when the user whom we are cannot be told
     */
    public MasterSequenceIds(Configuration configuration, ClusterState cluster) throws IOException {
        this.cluster = cluster;
        user = UserProvider.instantiate(configuration).getCurrent();
        timeoutMs = configuration.getInt(
                HConstants.HBASE_RPC_SHORTOPERATION_TIMEOUT_KEY, HConstants.DEFAULT_HBASE_RPC_SHORTOPERATION_TIMEOUT);
        rpc = RpcClientFactory.createClient(configuration, HConstants.CLUSTER_ID_DEFAULT);
    }

    @Override
    public RegionStoreSequenceIds getLastSequenceId(byte[] encodedRegionName) {
        try {
            Optional<MasterInfo> master = cluster.activeMaster();
            return master.isPresent() ? ask(master.get(), encodedRegionName) : HBaseWalSplitter.NOTHING_FLUSHED;
        } catch (IOException | ServiceException failure) {
            LOG.warn("no master says what was flushed, so nothing counts as flushed: {}", failure.toString());
            return HBaseWalSplitter.NOTHING_FLUSHED;
        }
    }

    private RegionStoreSequenceIds ask(MasterInfo master, byte[] encodedRegionName) throws ServiceException {
        ServerName server = ServerName.valueOf(master.server().toString());
        GetLastFlushedSequenceIdResponse answer = RegionServerStatusService.newBlockingStub(
                        rpc.createBlockingRpcChannel(server, user, timeoutMs))
                .getLastFlushedSequenceId(
                        null, RequestConverter.buildGetLastFlushedSequenceIdRequest(encodedRegionName));
        return RegionStoreSequenceIds.newBuilder()
                .setLastFlushedSequenceId(answer.getLastFlushedSequenceId())
                .addAllStoreSequenceId(answer.getStoreLastFlushedSequenceIdList())
                .build();
    }

    @Override
    public void close() {
        rpc.close();
    }
}
