package io.coordkit.server.runtime;

import io.coordkit.core.effect.Report;
import io.coordkit.core.txn.Zxid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a replica reports, as lines in the log: {@code info} is what an operator would act upon. */
final class ReportLog {
    private static final Logger LOG = LoggerFactory.getLogger(ReportLog.class);

    private ReportLog() {}

    /** Writes one line. */
    static void write(Report fact) {
        if (fact instanceof Report.SessionOpened opened) {
            LOG.debug(
                    "session-opened id=0x{} timeout-ms={} address={}",
                    Long.toHexString(opened.sessionId()),
                    opened.timeoutMs(),
                    opened.address());
        } else if (fact instanceof Report.SessionClosed closed) {
            LOG.debug("session-closed id=0x{} expired={}", Long.toHexString(closed.sessionId()), closed.expired());
        } else if (fact instanceof Report.ConnectionRefused refused) {
            LOG.info("connection-refused address={} reason=\"{}\"", refused.address(), refused.reason());
        } else if (fact instanceof Report.TransactionTooLong tooLong) {
            LOG.warn(
                    "transaction-too-long session=0x{} bytes={} max={} reason=\"the log holds no more than jute.maxbuffer and"
                            + " jute.maxbuffer.extrasize together\"",
                    Long.toHexString(tooLong.sessionId()),
                    tooLong.bytes(),
                    tooLong.bytesMax());
        } else if (fact instanceof Report.QuotaExceeded quota) {
            LOG.warn(
                    "quota-exceeded path={} what={} usage={} limit={} kind={}",
                    quota.path(),
                    quota.what(),
                    quota.usage(),
                    quota.limit(),
                    quota.hard() ? "hard" : "soft");
        } else if (fact instanceof Report.SnapshotStarted started) {
            LOG.info("snapshot-started zxid={}", Zxid.format(started.zxid()));
        } else if (fact instanceof Report.SnapshotFinished finished) {
            LOG.info("snapshot-finished zxid={}", Zxid.format(finished.zxid()));
        } else if (fact instanceof Report.Restored restored) {
            LOG.info("restored last={}", Zxid.format(restored.zxid()));
        } else if (fact instanceof Report.NotRestored not) {
            LOG.warn("not-restored refused={} reason=\"{}\"", not.refused(), not.reason());
        } else {
            writeOfEnsemble(fact);
        }
    }

    private static void writeOfEnsemble(Report fact) {
        if (fact instanceof Report.Looking looking) {
            LOG.info("looking reason=\"{}\"", looking.reason());
        } else if (fact instanceof Report.Elected elected) {
            LOG.info("elected round={} last={}", elected.round(), Zxid.format(elected.lastZxid()));
        } else if (fact instanceof Report.Leading leading) {
            LOG.info("leading epoch={}", leading.epoch());
        } else if (fact instanceof Report.Following following) {
            LOG.info("following leader={} epoch={}", following.leader(), following.epoch());
        } else if (fact instanceof Report.LearningFrom learning) {
            LOG.info("learning-from server={}", learning.follower());
        } else if (fact instanceof Report.LearnerSyncing syncing) {
            LOG.info(
                    "learner-syncing server={} plan={} last={}",
                    syncing.server(),
                    syncing.plan(),
                    Zxid.format(syncing.lastZxid()));
        } else if (fact instanceof Report.LearnerActive active) {
            LOG.info("learner-active server={}", active.server());
        } else if (fact instanceof Report.LearnerLost lost) {
            LOG.info("learner-lost server={} reason=\"{}\"", lost.server(), lost.reason());
        } else if (fact instanceof Report.PeerRefused refused) {
            LOG.warn("peer-refused server={} reason=\"{}\"", name(refused.server()), refused.reason());
        } else if (fact instanceof Report.Reconfigured reconfigured) {
            LOG.info("reconfigured version={}", Long.toHexString(reconfigured.version()));
        } else if (fact instanceof Report.HandingOver handing) {
            LOG.info("handing-over server={}", handing.heir());
        } else if (fact instanceof Report.DigestMismatch mismatch) {
            LOG.error(
                    "digest-mismatch zxid={} reason=\"{}: let a member of an ensemble get everything from the others: stop it,"
                            + " empty its data directory except myid, and start it again\"",
                    Zxid.format(mismatch.zxid()),
                    mismatch.fromDisk()
                            ? "the tree is not the one that its snapshot and log say it was"
                            : "the tree differs from the leader's");
        }
    }

    /** Of one that has not said who it is there is no number. */
    private static String name(long server) {
        return server == Long.MIN_VALUE ? "unknown" : Long.toString(server);
    }
}
