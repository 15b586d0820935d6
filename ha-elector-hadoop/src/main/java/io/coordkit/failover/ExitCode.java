package io.coordkit.failover;

/** How a failover controller's process ends; the numbers are those of {@code hdfs zkfc}. */
public enum ExitCode {
    OK(0),
    /** Anything without a number of its own; the log says what. */
    FAILED(1),
    /** The parent znode exists, and nobody has agreed that it is deleted. */
    FORMAT_DENIED(2),
    /** The parent znode does not exist: {@code -formatZK} has not been run. */
    NO_PARENT_ZNODE(3),
    /** There is no way to fence the local service, which others may have to do. */
    NO_FENCER(4),
    /** {@code HAServiceTarget.isAutoFailoverEnabled} says no. */
    AUTO_FAILOVER_OFF(5),
    NO_ZOOKEEPER(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What the process hands to its parent. */
    public int number() {
        return number;
    }
}
