package io.coordkit.core.zab;

import io.coordkit.core.broadcast.Proposal;
import io.coordkit.core.effect.Turn;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.wire.JuteWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What learners hear of transactions: proposals at once, and decisions gathered, observers with what was decided. */
final class Announcements {
    private final Turn turn;
    private final PeerWriter writer;
    private final Learners learners;
    private final JuteWriter commits = new JuteWriter(1024);
    private final JuteWriter informs = new JuteWriter(1024);

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
                writer.send(learner.link, PacketType.PROPOSAL, proposal.zxid(), proposal.payload());
            }
        }
    }

    /** A transaction is decided. */
    void add(Proposal proposal) {
        PeerWriter.append(commits, PacketType.COMMIT, proposal.zxid());
        if (learners.hasObservers()) {
            PeerWriter.append(informs, PacketType.INFORM, proposal.zxid(), proposal.payload());
        }
    }

    /** A reconfiguration is decided, and with it who leads from now on. */
    void addReconfig(Proposal proposal, long leader) {
        byte[] all = activation(leader, proposal.payload());
        PeerWriter.append(commits, PacketType.COMMIT_AND_ACTIVATE, proposal.zxid(), Arrays.copyOf(all, Long.BYTES));
        PeerWriter.append(informs, PacketType.INFORM_AND_ACTIVATE, proposal.zxid(), all);
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
        return commits.length() > 0;
    }

    /** Tells what is decided. */
    void send() {
        for (Learner learner : learners.all()) {
            JuteWriter news = learner.observer ? informs : commits;
            if (learner.isForwarded() && news.length() > 0) {
                writer.send(learner.link, news);
            }
        }
        commits.reset();
        informs.reset();
    }
}
