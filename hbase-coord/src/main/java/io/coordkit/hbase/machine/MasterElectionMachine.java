package io.coordkit.hbase.machine;

import io.coordkit.hbase.machine.MasterEvent.Why;
import io.coordkit.hbase.paths.ServerName;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One master's part in the election, pure. Source: {@code ActiveMasterManager.blockUntilBecomingActiveMaster}:
 *
 * <pre>
 *   sign on as waiting, then try to create the active master's node
 *     created            -- active; sign off as waiting
 *     exists, our host and port, but not our session: a predecessor's -- delete it to hurry its end, try again
 *     exists, another's  -- wait until it goes, try again
 *   the cluster's flag deleted while waiting -- stop; that it was missing from the beginning means nothing (HBASE-8519)
 * </pre>
 *
 * <p>Unlike there, an active master looks after its node, and steps down when that is no longer its own.
 */
public final class MasterElectionMachine {
    private enum Phase {
        SIGNING_ON,
        TRYING,
        WAITING,
        ACTIVE,
        ENDED
    }

    private final ServerName self;
    private final Consumer<? super MasterAction> outbox;
    private Phase phase = Phase.SIGNING_ON;

    public MasterElectionMachine(ServerName self, Consumer<? super MasterAction> outbox) {
        this.self = self;
        this.outbox = outbox;
    }

    /** Begins. */
    public void start() {
        outbox.accept(new MasterAction.CreateBackup());
    }

    public boolean isActive() {
        return phase == Phase.ACTIVE;
    }

    /** We are among the waiting. */
    public void onBackupCreated() {
        if (phase == Phase.SIGNING_ON) {
            tryAgain();
        }
    }

    /** The node of the active master is ours. */
    public void onCreated() {
        if (phase == Phase.TRYING) {
            win();
        }
    }

    /** There is an active master. */
    public void onExists() {
        if (phase == Phase.TRYING) {
            outbox.accept(new MasterAction.ReadMaster());
        }
    }

    /**
     * Who the active master is.
     *
     * @param ours whether the node lives with our session
     */
    public void onRead(ServerName active, boolean ours) {
        switch (phase) {
            case TRYING -> {
                if (ours) {
                    win();
                } else if (active.address().equals(self.address())) {
                    outbox.accept(new MasterAction.DeleteStaleMaster());
                } else {
                    await(Optional.of(active));
                }
            }
            case ACTIVE -> {
                if (!ours) {
                    end(Why.DEPOSED);
                }
            }
            case SIGNING_ON, WAITING, ENDED -> {}
        }
    }

    /** The node holds something else, which is left alone: we wait for it to go, as for a master. */
    public void onUnreadable() {
        if (phase == Phase.TRYING) {
            await(Optional.empty());
        } else if (phase == Phase.ACTIVE) {
            end(Why.DEPOSED);
        }
    }

    /** The node does not exist. */
    public void onGone() {
        if (phase == Phase.TRYING) {
            outbox.accept(new MasterAction.CreateMaster());
        } else if (phase == Phase.ACTIVE) {
            end(Why.DEPOSED);
        }
    }

    /** The predecessor's node is deleted, or went by itself. */
    public void onStaleDeleted() {
        onGone();
    }

    /** The watch on the node fired. */
    public void onMasterChanged() {
        if (phase == Phase.WAITING) {
            tryAgain();
        } else if (phase == Phase.ACTIVE) {
            outbox.accept(new MasterAction.ReadMaster());
        }
    }

    /** The last operation was not answered. */
    public void onFailed() {
        if (phase != Phase.ENDED) {
            outbox.accept(new MasterAction.Pause());
        }
    }

    /** The pause is over. */
    public void onRetry() {
        switch (phase) {
            case SIGNING_ON -> start();
            case TRYING -> outbox.accept(new MasterAction.CreateMaster());
            case ACTIVE -> outbox.accept(new MasterAction.ReadMaster());
            case WAITING, ENDED -> {}
        }
    }

    /** The cluster's flag was there and was deleted. */
    public void onClusterDown() {
        if (phase != Phase.ACTIVE && phase != Phase.ENDED) {
            outbox.accept(new MasterAction.DeleteBackup());
            end(Why.CLUSTER_DOWN);
        }
    }

    public void onSessionLost() {
        if (phase != Phase.ENDED) {
            end(Why.SESSION_LOST);
        }
    }

    /** A clean stop: the next master need not wait for the end of our session. */
    public void stop() {
        if (phase != Phase.ENDED) {
            outbox.accept(isActive() ? new MasterAction.DeleteOwnMaster() : new MasterAction.DeleteBackup());
            end(Why.CLOSED);
        }
    }

    private void tryAgain() {
        phase = Phase.TRYING;
        outbox.accept(new MasterAction.CreateMaster());
    }

    private void await(Optional<ServerName> active) {
        phase = Phase.WAITING;
        outbox.accept(new MasterAction.Tell(new MasterEvent.Waiting(active)));
    }

    private void win() {
        phase = Phase.ACTIVE;
        outbox.accept(new MasterAction.DeleteBackup());
        outbox.accept(new MasterAction.ReadMaster());
        outbox.accept(new MasterAction.Tell(new MasterEvent.Active()));
    }

    private void end(Why why) {
        phase = Phase.ENDED;
        outbox.accept(new MasterAction.Tell(new MasterEvent.Ended(why)));
    }
}
