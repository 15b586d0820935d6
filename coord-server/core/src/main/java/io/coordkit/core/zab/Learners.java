package io.coordkit.core.zab;

import io.coordkit.core.effect.Turn;
import io.coordkit.core.peer.LearnerInfo;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The learners of a leader, or the observers of a follower; few, so they are simply looked through. */
final class Learners {
    private final Turn turn;
    private final EnsembleConfig config;
    private final Roster roster;
    private final List<Learner> list = new ArrayList<>();
    private final List<Learner> view = Collections.unmodifiableList(list);

    Learners(Turn turn, EnsembleConfig config, Roster roster) {
        this.turn = turn;
        this.config = config;
        this.roster = roster;
    }

    /** All of them, in the order in which they came. */
    List<Learner> all() {
        return view;
    }

    /** All of them, for a loop in which some may be lost. */
    List<Learner> copy() {
        return List.copyOf(list);
    }

    void add(long link, String address) {
        list.add(new Learner(link, address, turn.nowMs(), turn.wallMs()));
    }

    void remove(Learner learner) {
        list.remove(learner);
    }

    @Nullable
    Learner find(long link) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).link == link) {
                return list.get(i);
            }
        }
        return null;
    }

    /**
     * A learner says who it is.
     *
     * @return why it must be given up, or nothing
     */
    String greet(Learner learner, QuorumPacket packet) throws MalformedRecordException {
        if (learner.step != Learner.Step.CONNECTED) {
            return LeaderRequests.outOfPlace(packet);
        }
        LearnerInfo info = LearnerInfo.read(LeaderRequests.dataOf(packet));
        if (info.server() == config.self()) {
            return "it claims to be server " + info.server() + ", as we are";
        }
        if (info.configVersion() > roster.decided().version()) {
            return "its membership is newer than ours";
        }
        learner.server = info.server();
        learner.observer = packet.type() == PacketType.OBSERVER_INFO;
        return "";
    }

    /** The one who was the same server before, if it came by another link; null if there is none. */
    @Nullable
    Learner former(Learner learner) {
        for (Learner other : list) {
            if (other != learner && other.server == learner.server) {
                return other;
            }
        }
        return null;
    }

    /**
     * The learner that is this voter, or null if it is not there. One that a proposed membership makes a voter comes as an observer until
     * that is decided, and counts (as in {@code SyncedLearnerTracker} of the reference): nobody else could decide it.
     */
    @Nullable
    Learner voter(long server) {
        for (int i = 0; i < list.size(); i++) {
            Learner learner = list.get(i);
            if (learner.server == server && roster.quorum().isVoter(server)) {
                return learner;
            }
        }
        return null;
    }

    /** Whether this server has the whole history on disk. */
    boolean isSynced(long server) {
        for (Learner learner : list) {
            if (learner.server == server && learner.isSynced()) {
                return true;
            }
        }
        return false;
    }

    /** Whether this server, a voter or about to be one, acknowledges what is proposed. */
    boolean acknowledges(long server) {
        for (Learner learner : list) {
            if (learner.server == server && !learner.observer && learner.isSynced()) {
                return true;
            }
        }
        return false;
    }

    boolean hasObservers() {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).observer) {
                return true;
            }
        }
        return false;
    }

    /** What operators see of them. */
    LeaderView view(int waitingSyncs, long uptimeMs) {
        List<Learner> followers = list.stream()
                .filter(learner -> learner.isForwarded() && !learner.observer)
                .toList();
        int nonVoting = (int) followers.stream()
                .filter(learner -> !roster.quorum().isVoter(learner.server))
                .count();
        return new LeaderView(list.size(), followers.size(), nonVoting, observers(), waitingSyncs, uptimeMs);
    }

    /** The observers that are sent what is decided. */
    List<ObserverView> observers() {
        return list.stream()
                .filter(learner -> learner.isForwarded() && learner.observer)
                .map(Learner::view)
                .toList();
    }

    /** Counting of what passes on the links starts anew. */
    void resetTraffic() {
        list.forEach(learner -> learner.traffic.reset());
    }

    /** Those who must have said something by now. */
    List<Learner> silent() {
        List<Learner> silent = new ArrayList<>();
        for (Learner learner : list) {
            if (turn.nowMs() >= learner.deadlineMs(config)) {
                silent.add(learner);
            }
        }
        return silent;
    }

    /** When the next of them will have been silent for too long, in ms. */
    long deadlineMs() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < list.size(); i++) {
            earliest = Math.min(earliest, list.get(i).deadlineMs(config));
        }
        return earliest;
    }
}
