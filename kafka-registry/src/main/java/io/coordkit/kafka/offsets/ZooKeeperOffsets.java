package io.coordkit.kafka.offsets;

import io.coordkit.kafka.GroupReader;
import io.coordkit.kafka.RegistryException;
import io.coordkit.kafka.codec.OffsetText;
import io.coordkit.kafka.paths.GroupPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.kafka.common.TopicPartition;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/**
 * The offsets of old consumers, in {@code /consumers/<group>/offsets}. A value that is no offset is never overwritten, and what
 * changes while it is looked at is not either.
 */
public final class ZooKeeperOffsets implements OffsetStore {
    private static final int PER_TRANSACTION = 200;

    private final CuratorFramework client;

    /** On a started client. */
    public ZooKeeperOffsets(CuratorFramework client) {
        this.client = client;
    }

    @Override
    public SortedSet<String> groups() {
        return GroupReader.groups(client);
    }

    @Override
    public SortedMap<TopicPartition, Long> offsets(String group) {
        return new GroupReader(client, group).offsets();
    }

    @Override
    public void write(String group, Map<TopicPartition, Long> offsets) {
        int members = new GroupReader(client, group).members().size();
        if (members > 0) {
            throw new RegistryException("group " + group + " has members (" + members
                    + "): they would overwrite its offsets; stop them first");
        }
        try {
            List<CuratorOp> operations = new ArrayList<>();
            for (Map.Entry<TopicPartition, Long> offset : offsets.entrySet()) {
                operations.add(operation(new GroupPath(group).offset(offset.getKey()), offset.getValue()));
                if (operations.size() == PER_TRANSACTION) {
                    client.transaction().forOperations(operations);
                    operations.clear();
                }
            }
            if (!operations.isEmpty()) {
                client.transaction().forOperations(operations);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while offsets of group " + group + " were written", e);
        } catch (KeeperException.BadVersionException | KeeperException.NodeExistsException e) {
            throw new RegistryException("somebody else commits offsets of group " + group + " at this moment", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RegistryException("cannot write offsets of group " + group + ": " + e.getMessage(), e);
        }
    }

    private CuratorOp operation(String path, long offset) throws Exception {
        byte[] text = OffsetText.encode(offset);
        Stat stat = new Stat();
        try {
            OffsetText.decode(path, client.getData().storingStatIn(stat).forPath(path));
            return client.transactionOp()
                    .setData()
                    .withVersion(stat.getVersion())
                    .forPath(path, text);
        } catch (KeeperException.NoNodeException absent) {
            client.checkExists().creatingParentsIfNeeded().forPath(path);
            return client.transactionOp().create().forPath(path, text);
        }
    }
}
