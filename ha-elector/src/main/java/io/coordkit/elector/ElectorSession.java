package io.coordkit.elector;

import io.coordkit.elector.machine.ElectorEvent;
import io.coordkit.elector.machine.ElectorEvent.LockChange;
import io.coordkit.elector.machine.ElectorEvent.SessionChange;
import io.coordkit.elector.machine.MemberData;
import io.coordkit.elector.machine.ResultCode;
import java.util.function.Consumer;
import org.apache.curator.framework.AuthInfo;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ZooKeeper session of a member, which turns replies and watch events into events of the machine.
 *
 * <p>A plain handle and no {@code CuratorFramework}: the election needs every single outcome of every single attempt and
 * the exact end of each session, while Curator's purpose is to retry and to renew sessions behind its caller's back.
 */
final class ElectorSession {
    private static final Logger LOG = LoggerFactory.getLogger(ElectorSession.class);

    private final long number;
    private final ElectorConfig config;
    private final Consumer<ElectorEvent> events;
    private final ZooKeeper zooKeeper;

    /** @throws Exception when the handle cannot be made, for example for a malformed address */
    ElectorSession(long number, ElectorConfig config, Consumer<ElectorEvent> events) throws Exception {
        this.number = number;
        this.config = config;
        this.events = events;
        this.zooKeeper = config.zookeeperFactory()
                .newZooKeeper(config.connectString(), config.sessionTimeoutMs(), this::onWatchEvent, false);
        for (AuthInfo auth : config.auth()) {
            zooKeeper.addAuthInfo(auth.getScheme(), auth.getAuth());
        }
    }

    /** Ends the session and with it the lock; blocks until the server has answered or the connection is given up. */
    void close() {
        try {
            zooKeeper.close();
        } catch (InterruptedException e) {
            // The session then ends by its timeout; the elector's thread goes on, since nobody else can stop it.
            LOG.warn("interrupted while closing session 0x{}", Long.toHexString(zooKeeper.getSessionId()));
        }
    }

    void createLock(MemberData data) {
        zooKeeper.create(
                config.paths().lock(),
                data.bytes(),
                config.acl(),
                CreateMode.EPHEMERAL,
                (rc, path, context, name) -> events.accept(new ElectorEvent.LockCreated(number, code(rc))),
                number);
    }

    void checkLock() {
        zooKeeper.exists(
                config.paths().lock(),
                this::onWatchEvent,
                (rc, path, context, stat) ->
                        events.accept(new ElectorEvent.LockChecked(number, code(rc), rc == 0 && isOwn(stat))),
                number);
    }

    void readBreadcrumb() {
        zooKeeper.getData(
                config.paths().breadcrumb(),
                false,
                (rc, path, context, data, stat) -> events.accept(
                        rc == 0
                                ? new ElectorEvent.BreadcrumbRead(
                                        number, ResultCode.OK, memberData(data), stat.getVersion())
                                : new ElectorEvent.BreadcrumbRead(number, code(rc), MemberData.of(""), 0)),
                number);
    }

    void createBreadcrumb(MemberData data) {
        zooKeeper.create(
                config.paths().breadcrumb(),
                data.bytes(),
                config.acl(),
                CreateMode.PERSISTENT,
                (rc, path, context, name) -> events.accept(new ElectorEvent.BreadcrumbWritten(number, code(rc))),
                number);
    }

    void updateBreadcrumb(MemberData data, int version) {
        zooKeeper.setData(
                config.paths().breadcrumb(),
                data.bytes(),
                version,
                (rc, path, context, stat) -> events.accept(new ElectorEvent.BreadcrumbWritten(number, code(rc))),
                number);
    }

    void deleteBreadcrumb(int version) {
        zooKeeper.delete(
                config.paths().breadcrumb(),
                version,
                (rc, path, context) -> events.accept(new ElectorEvent.BreadcrumbDeleted(number, code(rc))),
                number);
    }

    private boolean isOwn(Stat stat) {
        return stat.getEphemeralOwner() == zooKeeper.getSessionId();
    }

    /** A znode may have no data at all; no member writes that, so it is somebody else's and counts as empty. */
    @SuppressWarnings("NullAway") // getData's callback passes null for a znode without data
    private static MemberData memberData(byte[] data) {
        return data == null ? MemberData.of("") : new MemberData(data);
    }

    private void onWatchEvent(WatchedEvent event) {
        if (event.getType() == Watcher.Event.EventType.None) {
            events.accept(new ElectorEvent.SessionChanged(number, sessionChange(event.getState())));
        } else {
            events.accept(new ElectorEvent.LockChanged(number, lockChange(event)));
        }
    }

    @SuppressWarnings("deprecation") // the deprecated states still have to be named in an exhaustive switch
    private static SessionChange sessionChange(Watcher.Event.KeeperState state) {
        return switch (state) {
            case SyncConnected -> SessionChange.CONNECTED;
            case Disconnected -> SessionChange.DISCONNECTED;
            case Expired -> SessionChange.EXPIRED;
            case SaslAuthenticated -> SessionChange.SASL_AUTHENTICATED;
            case AuthFailed, ConnectedReadOnly, Closed, Unknown, NoSyncConnected -> SessionChange.UNUSABLE;
        };
    }

    @SuppressWarnings("NullAway") // the client hands out events without a path
    private static LockChange lockChange(WatchedEvent event) {
        if (event.getPath() == null) {
            return LockChange.UNINTELLIGIBLE;
        }
        return event.getType() == Watcher.Event.EventType.NodeDeleted ? LockChange.DELETED : LockChange.OTHER;
    }

    private static ResultCode code(int rc) {
        Code code = Code.get(rc);
        if (code == Code.OK) {
            return ResultCode.OK;
        } else if (code == Code.NODEEXISTS) {
            return ResultCode.NODE_EXISTS;
        } else if (code == Code.NONODE) {
            return ResultCode.NO_NODE;
        } else if (code == Code.BADVERSION) {
            return ResultCode.BAD_VERSION;
        } else if (code == Code.NOAUTH) {
            return ResultCode.NO_AUTH;
        } else if (code == Code.CONNECTIONLOSS) {
            return ResultCode.CONNECTION_LOSS;
        } else if (code == Code.OPERATIONTIMEOUT) {
            return ResultCode.OPERATION_TIMEOUT;
        } else if (code == Code.SESSIONEXPIRED) {
            return ResultCode.SESSION_EXPIRED;
        }
        return ResultCode.OTHER;
    }
}
