package io.coordkit.sim;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.zab.EnsembleConfig;
import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Bugs as they happen between servers; each must be found by the checker named, within some seeds. */
enum EnsembleBug implements Planted {
    ACKNOWLEDGES_PROPOSALS_BEFORE_FORCE(20, "durability", NoForceOfLogs::new),
    PROMISES_EPOCHS_BEFORE_FORCE(20, "promises", NoForceOfEpochs::new),
    COUNTS_OBSERVERS(100, "durability", ObserversVote::new),
    NEEDS_ONE_VOTER_ONLY(20, "leadership", AloneIsEnough::new),
    COMMITS_WHAT_IT_PROPOSES(20, "durability", CommitWithProposal::new),
    LOSES_A_COMMIT(50, "linearizability", LostCommit::new),
    LOSES_A_PROPOSAL(20, "liveness", LostProposal::new),
    FORWARDS_A_REQUEST_TWICE(100, "integrity", DoubleRequest::new),
    SWAPS_TWO_FORWARDED_REQUESTS(50, "invariant", SwappedRequests::new),
    NEVER_VOTES(20, "liveness", NoVotes::new),
    DOES_NOT_REVALIDATE_SESSIONS(50, "liveness", NoRevalidation::new),
    DOES_NOT_PING_FOR_CLIENTS(200, "liveness", EmptyPings::new),
    LEAVES_A_TAIL_THAT_MUST_GO(500, "local-primary-order", DiffForTrunc::new),
    LETS_THE_COUNTER_OVERFLOW(100, "limits", NoRollover::new);

    private static final long FOREVER = Integer.MAX_VALUE;

    private final Hunt hunt;

    EnsembleBug(int seedsMax, String checker, Supplier<Sabotage> planted) {
        this.hunt = new Hunt(seedsMax, checker, planted);
    }

    @Override
    public Hunt hunt() {
        return hunt;
    }

    @Override
    public boolean meets(Plan plan) {
        return plan.knobs().voters() > 1 && plan.knobs().reconfig() == 0;
    }

    private abstract static class UnforcedFiles implements Sabotage {
        abstract boolean isHit(String name);

        @Override
        public FileIo disk(FileIo real) {
            return new DelegatingFiles(real) {
                @Override
                FileHandle handle(FileHandle handle, boolean reopened) {
                    return isHit(handle.name()) ? new UnforcedHandle(handle) : handle;
                }
            };
        }
    }

    private static final class NoForceOfLogs extends UnforcedFiles {
        @Override
        boolean isHit(String name) {
            return name.startsWith("log.");
        }
    }

    private static final class NoForceOfEpochs extends UnforcedFiles {
        @Override
        boolean isHit(String name) {
            return name.contains("Epoch");
        }
    }

    private static final class ObserversVote implements Sabotage {
        @Override
        public EnsembleConfig ensemble(EnsembleConfig real) {
            List<Member> voters = new ArrayList<>();
            for (Member member : real.membership().members()) {
                voters.add(new Member(member.id(), member.addresses(), false, member.client()));
            }
            return with(real, Membership.of(voters, 0), real.counterMax());
        }
    }

    private static EnsembleConfig with(EnsembleConfig real, Membership membership, long counterMax) {
        return new EnsembleConfig(
                real.tickMs(),
                real.self(),
                membership,
                real.electionTimes(),
                real.roleTimes(),
                real.initLimitTicks(),
                real.syncLimitTicks(),
                counterMax,
                real.readOnlyAfterMs(),
                real.syncLimits(),
                real.leaderServes(),
                real.reconfig(),
                real.observerMasters());
    }

    private static final class NoRollover implements Sabotage {
        @Override
        public EnsembleConfig ensemble(EnsembleConfig real) {
            return with(real, real.membership(), FOREVER);
        }
    }

    /** One voter alone is a quorum. */
    private static final class AloneIsEnough implements Sabotage {
        @Override
        public EnsembleConfig ensemble(EnsembleConfig real) {
            List<Member> members = new ArrayList<>();
            for (Member member : real.membership().members()) {
                boolean voter = member.id() == real.self();
                members.add(new Member(member.id(), member.addresses(), !voter, member.client()));
            }
            return with(real, Membership.of(members, 0), real.counterMax());
        }
    }

    private static final class NoVotes implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                @Override
                public void vote(long server, byte[] message) {}
            };
        }
    }

    private static final class CommitWithProposal extends PacketBug {
        @Override
        void send(Memory of, QuorumPacket packet, Consumer<QuorumPacket> out) {
            out.accept(packet);
            if (packet.type() == PacketType.PROPOSAL) {
                out.accept(QuorumPacket.of(PacketType.COMMIT, packet.zxid()));
            }
        }
    }

    private static final class LostCommit extends PacketBug {
        @Override
        void send(Memory of, QuorumPacket packet, Consumer<QuorumPacket> out) {
            if (packet.type() != PacketType.COMMIT || ++of.count % 10 != 0) {
                out.accept(packet);
            }
        }
    }

    private static final class LostProposal extends PacketBug {
        @Override
        void send(Memory of, QuorumPacket packet, Consumer<QuorumPacket> out) {
            if (packet.type() != PacketType.PROPOSAL || ++of.count % 2 != 0) {
                out.accept(packet);
            }
        }
    }

    private static final class DoubleRequest extends PacketBug {
        @Override
        void send(Memory of, QuorumPacket packet, Consumer<QuorumPacket> out) {
            out.accept(packet);
            if (packet.type() == PacketType.REQUEST && ++of.count % 10 == 0) {
                out.accept(packet);
            }
        }
    }

    private static final class SwappedRequests extends PacketBug {
        @Override
        void send(Memory of, QuorumPacket packet, Consumer<QuorumPacket> out) {
            if (packet.type() == PacketType.REQUEST && of.held.isEmpty()) {
                of.held.add(packet);
                return;
            }
            out.accept(packet);
            of.held.forEach(out);
            of.held.clear();
        }
    }

    private static final class NoRevalidation extends PacketBug {
        @Override
        void send(Memory of, QuorumPacket packet, Consumer<QuorumPacket> out) {
            if (packet.type() != PacketType.REVALIDATE) {
                out.accept(packet);
            }
        }
    }

    private static final class EmptyPings extends PacketBug {
        @Override
        void send(Memory of, QuorumPacket packet, Consumer<QuorumPacket> out) {
            boolean ping = packet.type() == PacketType.PING && packet.data() != null;
            out.accept(ping ? QuorumPacket.of(PacketType.PING, packet.zxid(), new byte[0]) : packet);
        }
    }

    private static final class DiffForTrunc extends PacketBug {
        @Override
        void send(Memory of, QuorumPacket packet, Consumer<QuorumPacket> out) {
            boolean trunc = packet.type() == PacketType.TRUNC;
            out.accept(trunc ? QuorumPacket.of(PacketType.DIFF, packet.zxid()) : packet);
        }
    }
}
