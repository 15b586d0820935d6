package io.coordkit.core.zab;

import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.tree.TreeStreamEncoder;
import io.coordkit.core.txn.Zxid;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One learner as the server knows it from which it learns ({@code LearnerHandler} of the reference). It ends with its link. */
final class Learner {
    /** Nobody has said who is at the other end. */
    static final long UNKNOWN = Long.MIN_VALUE;

    final long link;
    final LinkTraffic traffic = new LinkTraffic();
    long server = UNKNOWN;
    boolean observer;
    Step step = Step.CONNECTED;
    long heardMs;

    /** Newest transaction in its log when it promised itself. */
    long lastZxid;

    /** Whether it promised itself to this epoch for the first time, so that its promise counts. */
    boolean promised;

    /** The tree on its way to it. */
    @Nullable
    TreeStreamEncoder stream;

    /** What counts it while it is being synchronised. */
    Optional<Measure> counted = Optional.empty();

    /** What is done with the log files for it. */
    LogReading log = LogReading.NONE;

    /** The newest transaction from the log files that was sent. */
    long sentZxid;

    /** What the tree contained for certain when its sending began, or up to where the log files are read. */
    long streamedZxid;

    /** Numbers of the pings that it has not answered. */
    final ArrayDeque<Long> pings = new ArrayDeque<>();

    /** Requests that wait for the answer to a sync before them. */
    final ArrayDeque<QuorumPacket> heldRequests = new ArrayDeque<>();

    int pendingSyncs;

    private long awaitedZxid = Zxid.NONE;
    private long awaitedSinceMs;
    private long nextZxid = Zxid.NONE;
    private long nextSinceMs;

    /** What has passed between the two. */
    enum Step {
        /** Nothing. */
        CONNECTED,
        /** It has said who it is. */
        GREETED,
        /** It was told the epoch. */
        INVITED,
        /** It has promised itself to the epoch. */
        PROMISED,
        /** It is being sent the tree, or what the log files have. */
        STREAMED,
        /** It was sent everything, and NEWLEADER behind it; from now on it is sent what others are sent. */
        SENT,
        /** It has everything on disk. */
        SYNCED,
        /** It was told that it is up to date. */
        ACTIVE
    }

    /** How far the reading of the log files has come. */
    enum LogReading {
        /** Nothing is read. */
        NONE,
        /** It is looked for whether they have all that is missing. */
        SEARCHED,
        /** They have it, and it is being sent. */
        READ
    }

    /** Where the link comes from, and since when, in ms of the wall clock. */
    private final String address;

    private final long establishedMs;

    Learner(long link, String address, long nowMs, long wallMs) {
        this.link = link;
        this.address = address;
        this.establishedMs = wallMs;
        this.heardMs = nowMs;
    }

    /** What operators see of an observer. */
    ObserverView view() {
        return new ObserverView(
                server,
                address,
                establishedMs,
                traffic.received(),
                traffic.sent(),
                traffic.requests(),
                traffic.lastZxid());
    }

    /** A packet has come from it. */
    void onReceived(QuorumPacket packet, long nowMs) {
        heardMs = nowMs;
        traffic.onReceived(packet.type());
    }

    /** Whether something is being sent that was made or read slice by slice. */
    boolean isStreamed() {
        return stream != null || log != LogReading.NONE;
    }

    /** Whether it is sent proposals and commits as they are made. */
    boolean isForwarded() {
        return step.compareTo(Step.SENT) >= 0;
    }

    /** Whether it has the leader's history on disk. */
    boolean isSynced() {
        return step.compareTo(Step.SYNCED) >= 0;
    }

    /** Who it is among the owners of sessions, whichever link it comes by. */
    long owner() {
        return ~server;
    }

    /** It was sent a proposal, which it must acknowledge in time; two are watched at once, as in the reference. */
    void onProposed(long zxid, long nowMs) {
        if (awaitedZxid == Zxid.NONE) {
            awaitedZxid = zxid;
            awaitedSinceMs = nowMs;
        } else {
            nextZxid = zxid;
            nextSinceMs = nowMs;
        }
    }

    /** Whether an acknowledgement of this is one that is waited for; of many proposals under way, only some are. */
    boolean isAwaited(long zxid) {
        return awaitedZxid != Zxid.NONE && zxid >= awaitedZxid;
    }

    /** How long what is waited for has been under way. */
    long awaitedForMs(long nowMs) {
        return nowMs - awaitedSinceMs;
    }

    /** It has everything up to here on disk. */
    void onAcknowledged(long zxid) {
        if (isAwaited(zxid)) {
            awaitedZxid = zxid >= nextZxid ? Zxid.NONE : nextZxid;
            awaitedSinceMs = nextSinceMs;
            nextZxid = Zxid.NONE;
        }
    }

    /**
     * It has everything on disk. One of the reference acknowledges what was proposed meanwhile only from now on, so that the time for
     * that begins now, as there.
     */
    void onSynced(long nowMs) {
        awaitedSinceMs = Math.max(awaitedSinceMs, nowMs);
        nextSinceMs = Math.max(nextSinceMs, nowMs);
    }

    /** When it must have said something, in ms. */
    long deadlineMs(EnsembleConfig config) {
        if (!isSynced()) {
            return heardMs + config.initLimitMs();
        }
        long sinceMs = awaitedZxid == Zxid.NONE ? heardMs : Math.min(heardMs, awaitedSinceMs);
        return sinceMs + config.syncLimitMs();
    }
}
