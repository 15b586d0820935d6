package io.coordkit.statestore.world;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.sim.world.ClientProcess;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.Op;
import io.coordkit.sim.world.Pending;
import io.coordkit.sim.world.Reply;
import io.coordkit.sim.world.SessionState;
import io.coordkit.statestore.FenceIdentity;
import io.coordkit.statestore.machine.FenceMachine;
import io.coordkit.statestore.machine.RootAcl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.zookeeper.ZooDefs;

/**
 * The time of one active: takes the root over with an identity of its own, looks what is there, and then writes one node after
 * the other, each in a transaction with the fencing lock, until its fence machine says that it is over or somebody ends it.
 */
final class Reign {
    static final String ROOT = "/rmstore";
    private static final String LOCK = ROOT + "/RM_ZK_FENCING_LOCK";
    private static final int BETWEEN_WRITES_MS = 150;
    private static final int RETRY_MS = 100;
    private static final int TRIES_MAX = 50;

    final String name;
    final List<String> acknowledged = new ArrayList<>();
    final FenceMachine fence = new FenceMachine(true);
    private final FenceIdentity identity;
    private final boolean fencing;
    private final ClientProcess process;
    private final Consumer<Reign> fenced;
    private ClientSession session;
    private boolean over;
    private int next;

    /** @param fencing false for a store that leaves the root to everybody, which is what the test is there to notice */
    Reign(ClientProcess process, String name, boolean fencing, Consumer<Reign> fenced) {
        this.process = process;
        this.name = name;
        this.fencing = fencing;
        this.fenced = fenced;
        this.identity = new FenceIdentity(name + ":8032", "secret of " + name);
        this.session = open();
    }

    static void prepare(ClientSession anyone) {
        anyone.create(ROOT, new byte[0], CreateMode.PERSISTENT);
    }

    private ClientSession open() {
        ClientSession opened = process.open(ElectionDriver.SESSION_MS, state -> {
            if (state == SessionState.EXPIRED && !over) {
                session = open();
            }
        });
        opened.addDigestAuth(identity.address(), identity.password());
        return opened;
    }

    /** Whether it believes that it may write. */
    boolean isActive() {
        return !over && fence.state() == FenceMachine.State.ACTIVE;
    }

    void end() {
        over = true;
        if (!session.state().isFinal()) {
            session.close();
        }
    }

    void takeOver(Consumer<Boolean> ended) {
        again(
                () -> session.setAcl(ROOT, fencing ? exclusive() : Acl.OPEN, -1),
                1,
                acl -> again(() -> session.getChildren(ROOT), 1, found -> {
                    if (!acl.ok() || !found.ok() || over) {
                        ended.accept(false);
                        return;
                    }
                    ended.accept(true);
                    process.after(BETWEEN_WRITES_MS, this::write);
                }));
    }

    private List<Acl> exclusive() {
        return RootAcl.exclusive(ZooDefs.Ids.OPEN_ACL_UNSAFE, identity.aclId()).stream()
                .map(acl -> new Acl(
                        acl.getPerms(), acl.getId().getScheme(), acl.getId().getId()))
                .toList();
    }

    /** Until the outcome is known, as Curator does; gives up in the end. */
    private <T> void again(Supplier<Pending<T>> operation, int tries, Consumer<Reply<T>> then) {
        operation.get().then(reply -> {
            boolean unknown = reply.error() == ErrorCode.CONNECTION_LOSS || reply.error() == ErrorCode.SESSION_EXPIRED;
            if (unknown && tries < TRIES_MAX && !over) {
                process.after(RETRY_MS, () -> again(operation, tries + 1, then));
            } else {
                then.accept(reply);
            }
        });
    }

    private void write() {
        if (!isActive()) {
            return;
        }
        String path = ROOT + "/" + name + "-" + next;
        byte[] data = name.getBytes(StandardCharsets.UTF_8);
        List<Op> transaction = List.of(
                new Op.Create(LOCK, new byte[0], CreateMode.PERSISTENT),
                new Op.Create(path, data, CreateMode.PERSISTENT),
                new Op.Delete(LOCK, -1));
        again(() -> session.multi(transaction), 1, reply -> {
            if (reply.ok()) {
                wrote(path);
            } else if (reply.error() == ErrorCode.NODE_EXISTS) {
                // Its own, if an earlier try has happened after all.
                again(() -> session.getData(path), 1, found -> {
                    if (found.ok() && new String(found.get().data(), StandardCharsets.UTF_8).equals(name)) {
                        wrote(path);
                    } else {
                        failed(FenceMachine.Cause.WRITE_FAILED);
                    }
                });
            } else {
                failed(
                        reply.error() == ErrorCode.NO_AUTH
                                ? FenceMachine.Cause.NO_AUTH
                                : FenceMachine.Cause.WRITE_FAILED);
            }
        });
    }

    private void wrote(String path) {
        acknowledged.add(path);
        next++;
        process.after(BETWEEN_WRITES_MS, this::write);
    }

    private void failed(FenceMachine.Cause cause) {
        fence.onWriteFailed(cause);
        fence.takeAnnouncement().filter(announced -> !over).ifPresent(announced -> fenced.accept(this));
    }
}
