package io.coordkit.core.broadcast;

/**
 * What transactions look like in the log.
 *
 * @param bytesMax longest record that a reader of the log believes; nothing longer is written
 * @param listsEphemerals whether the end of a session lists the znodes that go with it ({@code
 *     zookeeper.closeSessionTxn.enabled}); without the list it carries no digest either, as nobody could tell the two apart
 */
public record TxnPolicy(int bytesMax, boolean listsEphemerals) {
    /** What the reference's defaults allow: a request of {@code jute.maxbuffer} and as much again around it; with lists. */
    public static final TxnPolicy DEFAULT = new TxnPolicy(2 * 0xfffff, true);
}
