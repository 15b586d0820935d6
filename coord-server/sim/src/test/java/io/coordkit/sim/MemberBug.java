package io.coordkit.sim;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.zab.EnsembleConfig;
import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.plan.Plan;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Bugs of ensembles whose members change; each must be found by the checker named, within some seeds. */
enum MemberBug implements Planted {
    FORGETS_WHAT_IS_ONLY_PROPOSED(200, "durability", NoProposals::new),
    STARTS_WITH_THE_FIRST_MEMBERS(20, "leadership", FirstMembers::new),
    NAMES_NO_HEIR(500, "liveness", NoHeir::new);

    private final Hunt hunt;

    MemberBug(int seedsMax, String checker, Supplier<Sabotage> planted) {
        this.hunt = new Hunt(seedsMax, checker, planted);
    }

    @Override
    public Hunt hunt() {
        return hunt;
    }

    @Override
    public boolean meets(Plan plan) {
        return plan.knobs().reconfig() == 1;
    }

    private static final class NoProposals implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                @Override
                public void saveMemberships(Memberships memberships) {
                    super.saveMemberships(Memberships.of(memberships.decided()));
                }
            };
        }
    }

    private static final class FirstMembers implements Sabotage {
        private final Map<Long, EnsembleConfig> first = new TreeMap<>();

        @Override
        public EnsembleConfig ensemble(EnsembleConfig real) {
            return first.computeIfAbsent(real.self(), id -> real);
        }
    }

    private static final class NoHeir extends PacketBug {
        @Override
        void send(Memory of, QuorumPacket packet, Consumer<QuorumPacket> out) {
            boolean names = packet.type() == PacketType.COMMIT_AND_ACTIVATE;
            out.accept(names ? QuorumPacket.of(PacketType.COMMIT, packet.zxid()) : packet);
        }
    }
}
