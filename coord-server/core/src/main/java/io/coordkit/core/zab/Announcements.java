package io.coordkit.core.zab;

import io.coordkit.core.broadcast.Proposal;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.peer.PacketType;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What learners hear of transactions: proposals at once, and decisions gathered, observers with what was decided. */
final class Announcements {
    private final Turn turn;
    private final PeerWriter writer;
    private final Learners learners;
    private final PacketBatch commits = new PacketBatch();
    private final PacketBatch informs = new PacketBatch();

    Announcements(RoleContext context, Learners learners) {
        this.turn = context.turn();
        this.writer = context.writer();
        this.learners = learners;
    }

    /** Sends a proposal to those who acknowledge. */
    void propose(Proposal proposal) {
        for (Learner learner : learners.all()) {
            if (learner.isForwarded() && !learner.observer) {
                learner.onProposed(proposal.zxid(), turn.nowMs());
                writer.send(learner, PacketType.PROPOSAL, proposal.zxid(), proposal.payload());
            }
        }
    }

    /** A transaction is decided. */
    void add(Proposal proposal) {
        commits.add(PacketType.COMMIT, proposal.zxid());
        if (learners.hasObservers()) {
            informs.add(PacketType.INFORM, proposal.zxid(), proposal.payload());
        }
    }

    /** A reconfiguration is decided, and with it who leads from now on. */
    void addReconfig(Proposal proposal, long leader) {
        byte[] all = activation(leader, proposal.payload());
        commits.add(PacketType.COMMIT_AND_ACTIVATE, proposal.zxid(), Arrays.copyOf(all, Long.BYTES));
        informs.add(PacketType.INFORM_AND_ACTIVATE, proposal.zxid(), all);
    }

    /** What INFORMANDACTIVATE carries. */
    static byte[] activation(long leader, byte[] payload) {
        return ByteBuffer.allocate(Long.BYTES + payload.length)
                .putLong(leader)
                .put(payload)
                .array();
    }

    /** Whether something is decided that nobody was told. */
    boolean areWaiting() {
        return !commits.isEmpty();
    }

    /** Tells what is decided. */
    void send() {
        for (Learner learner : learners.all()) {
            PacketBatch news = learner.observer ? informs : commits;
            if (learner.isForwarded() && !news.isEmpty()) {
                writer.send(learner, news);
            }
        }
        commits.reset();
        informs.reset();
    }
}
