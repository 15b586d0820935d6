package io.coordkit.sim;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.plan.Knobs;
import io.coordkit.sim.plan.Plan;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Bugs of followers that have observers; each must be found by the checker named, within some seeds. */
enum ObserverBug implements Planted {
    TELLS_WHAT_IS_ONLY_PROPOSED(20, "durability", EarlyInforms::new),
    BELIEVES_IN_EVERY_SESSION(20, "sessions", EverySession::new);

    private final Hunt hunt;

    ObserverBug(int seedsMax, String checker, Supplier<Sabotage> planted) {
        this.hunt = new Hunt(seedsMax, checker, planted);
    }

    @Override
    public Hunt hunt() {
        return hunt;
    }

    @Override
    public boolean meets(Plan plan) {
        return hasObserversBehindFollowers(plan) && plan.knobs().reconfig() == 0;
    }

    static boolean hasObserversBehindFollowers(Plan plan) {
        Knobs knobs = plan.knobs();
        return knobs.voters() > 1 && knobs.observers() > 0 && knobs.observerMasters() == 1;
    }

    /** Observers hear of a transaction when it goes to the log, and not again when it is decided. */
    private static final class EarlyInforms implements Sabotage {
        @Override
        public Outbox outbox(Outbox real) {
            return new DelegatingOutbox(real) {
                private final Map<Long, Long> lastTold = new TreeMap<>();

                @Override
                public void appendLog(long zxid, byte[] payload, int offset, int length) {
                    super.appendLog(zxid, payload, offset, length);
                    byte[] data = Arrays.copyOfRange(payload, offset, offset + length);
                    lastTold.forEach((link, last) -> {
                        if (Zxid.isNext(last, zxid)) {
                            tell(link, QuorumPacket.of(PacketType.INFORM, zxid, data));
                        }
                    });
                }

                @Override
                public void sendPeer(long link, byte[] bytes, int offset, int length) {
                    boolean informs = PacketBug.packets(bytes, offset, length).stream()
                            .anyMatch(packet -> packet.type() == PacketType.INFORM);
                    if (!informs) {
                        super.sendPeer(link, bytes, offset, length);
                        return;
                    }
                    for (QuorumPacket packet : PacketBug.packets(bytes, offset, length)) {
                        if (packet.zxid() > lastTold.getOrDefault(link, 0L)) {
                            tell(link, packet);
                        }
                    }
                }

                private void tell(long link, QuorumPacket packet) {
                    lastTold.put(link, packet.zxid());
                    JuteWriter out = new JuteWriter(64);
                    packet.write(out);
                    super.sendPeer(link, out.array(), 0, out.length());
                }

                @Override
                public void closePeer(long link) {
                    lastTold.remove(link);
                    super.closePeer(link);
                }
            };
        }
    }

    /** Whatever the leader has answered. */
    private static final class EverySession extends PacketBug {
        private static final int ANSWER_BYTES = Long.BYTES + 1;

        @Override
        void send(Memory of, QuorumPacket packet, Consumer<QuorumPacket> out) {
            byte[] data = packet.data();
            boolean answers = packet.type() == PacketType.REVALIDATE && data != null && data.length == ANSWER_BYTES;
            if (answers) {
                byte[] valid = data.clone();
                valid[Long.BYTES] = 1;
                out.accept(QuorumPacket.of(PacketType.REVALIDATE, packet.zxid(), valid));
            } else {
                out.accept(packet);
            }
        }
    }
}
