package io.coordkit.hbase;

import io.coordkit.hbase.machine.ClaimAnswer;
import io.coordkit.hbase.machine.ClaimAnswer.Result;
import io.coordkit.hbase.machine.ClaimQuestion;
import io.coordkit.hbase.machine.ClaimQuestion.Step;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.BadVersionException;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.KeeperException.NotEmptyException;
import org.apache.zookeeper.KeeperException.SessionExpiredException;
import org.apache.zookeeper.data.Stat;

/** Performs what a claim asks, as long as the session lasts that it began with. */
final class ClaimDriver implements ClaimQuestion.Handler<ClaimDriver.Operation> {
    private static final byte[] EMPTY = {};

    private final CuratorFramework client;
    private final long session;

    /** A blocking operation. */
    interface Operation {
        ClaimAnswer run() throws Exception;
    }

    ClaimDriver(CuratorFramework client) throws CoordinationException {
        this.client = client;
        this.session = Attempt.toGet("claim a queue", this::currentSession);
    }

    private long currentSession() throws Exception {
        return client.getZookeeperClient().getZooKeeper().getSessionId();
    }

    ClaimAnswer answer(ClaimQuestion question) throws CoordinationException {
        Operation operation = question.ask(this);
        return Attempt.toGet("claim a queue", () -> {
            if (currentSession() != session) {
                throw new SessionExpiredException();
            }
            return run(operation);
        });
    }

    private static ClaimAnswer run(Operation operation) throws Exception {
        try {
            return operation.run();
        } catch (NoNodeException missing) {
            return ClaimAnswer.of(Result.MISSING);
        } catch (NodeExistsException exists) {
            return ClaimAnswer.of(Result.EXISTS);
        } catch (NotEmptyException | BadVersionException changed) {
            return ClaimAnswer.of(Result.CHANGED);
        }
    }

    @Override
    public Operation exists(String path) {
        return () -> ClaimAnswer.of(client.checkExists().forPath(path) == null ? Result.MISSING : Result.OK);
    }

    @Override
    public Operation children(String path) {
        return () -> new ClaimAnswer(Result.OK, client.getChildren().forPath(path), EMPTY, -1);
    }

    @Override
    public Operation read(String path) {
        return () -> {
            Stat stat = new Stat();
            byte[] value = client.getData().storingStatIn(stat).forPath(path);
            return new ClaimAnswer(Result.OK, List.of(), value == null ? EMPTY : value, stat.getVersion());
        };
    }

    @Override
    public Operation makeDirectory(String path) {
        return () -> {
            client.create()
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.PERSISTENT)
                    .forPath(path, EMPTY);
            return ClaimAnswer.of(Result.OK);
        };
    }

    @Override
    public Operation write(String path, byte[] value, int version) {
        return () -> {
            client.setData().withVersion(version).forPath(path, value);
            return ClaimAnswer.of(Result.OK);
        };
    }

    @Override
    public Operation change(List<Step> steps) {
        return () -> {
            List<CuratorOp> operations = new ArrayList<>();
            for (Step step : steps) {
                operations.add(operation(step));
            }
            client.transaction().forOperations(operations);
            return ClaimAnswer.of(Result.OK);
        };
    }

    private CuratorOp operation(Step step) throws Exception {
        if (step instanceof ClaimQuestion.Create create) {
            return client.transactionOp()
                    .create()
                    .withMode(CreateMode.PERSISTENT)
                    .forPath(create.path(), create.value());
        }
        if (step instanceof ClaimQuestion.Delete delete) {
            return client.transactionOp().delete().forPath(delete.path());
        }
        return client.transactionOp().check().forPath(((ClaimQuestion.Require) step).path());
    }
}
