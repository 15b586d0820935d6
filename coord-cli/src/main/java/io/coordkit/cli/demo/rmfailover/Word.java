package io.coordkit.cli.demo.rmfailover;

/** What the demo and a resource manager say to each other: the types of their messages and the names of their fields. */
final class Word {

    // From the demo, which plays the client.
    static final String JOIN = "join";
    static final String SUBMIT = "submit";
    static final String HOLD = "hold";
    static final String GO = "go";

    // From a resource manager.
    static final String READY = "ready";
    static final String FENCING = "fencing";
    static final String ACTIVE = "active";
    static final String STANDBY = "standby";
    static final String NEUTRAL = "neutral";
    static final String HOLDING = "holding";
    static final String ACCEPTED = "accepted";
    static final String REFUSED = "refused";
    static final String NOT_ACTIVE = "not-active";
    static final String FATAL = "fatal";

    // Fields.
    static final String NUMBER = "number";
    static final String EPOCH = "epoch";
    static final String ZXID = "zxid";
    static final String RECOVERED = "recovered";
    static final String BEGUN = "begunNanos";
    static final String OLD = "old";
    static final String ERROR = "error";
    static final String CAUSE = "cause";

    private Word() {}
}
