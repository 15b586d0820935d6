package io.coordkit.sim.plan;

/** What an action does; the comment says what {@code who}, {@code path} and {@code arg} mean. */
public enum Verb {
    /** Client creates; arg: flags 0 to 3, 4 for a container. */
    CREATE,
    /** Client deletes; arg: −1 for any version, else the version demanded. */
    DELETE,
    /** Client deletes the znode that it made last; path is not used. */
    DELETE_LAST,
    /** Client writes; arg: version demanded in the low half (65535 for any), bytes of padding in the high half. */
    SET_DATA,
    /** Client sends several writes as one; arg decides which. */
    MULTI,
    /** Client reads data; arg: 1 to watch. */
    GET_DATA,
    /** Client asks for the stat; arg: 1 to watch. */
    EXISTS,
    /** Client reads names; arg: 1 to watch, 2 to ask for the stat too. */
    GET_CHILDREN,
    /** Client watches until removed; arg: 0 one znode and its children, 1 the subtree. */
    ADD_WATCH,
    /** Client asks its server to catch up. */
    SYNC,
    /** Client sends arg writes without waiting. */
    BURST,
    /** Client ends its session. */
    CLOSE,
    /**
     * Client asks for other members; path: see {@link MemberChange}; arg: 1 if those that come are all there will be.
     */
    RECONFIG,
    /** Client's connection breaks. */
    CUT,
    /** Client neither sends nor reads for arg ms. */
    FREEZE,
    /** The server's process dies after arg more effects or disk operations; the disk keeps all that was written. */
    KILL,
    /** The machine dies after arg more effects or disk operations; the disk keeps what was forced, and torn pieces. */
    POWER,
    /** The server that leads dies like one that is killed. */
    KILL_LEADER,
    /** The server that leads dies like one that loses its power. */
    POWER_LEADER,
    /** The server is cut off from the others for arg ms. */
    ISOLATE,
    /** The server that leads is cut off from the others for arg ms. */
    ISOLATE_LEADER,
    /** Nothing gets from the server to the next one for arg ms, nor an answer back. */
    CUT_PAIR,
    /** Whatever the server sends to the others is held back for arg ms. */
    CLOG,
    /** The server's links break. */
    BREAK_LINKS,
    /** The server's disk is replaced by an empty one, if all others are well. */
    NEW_DISK,
    /** The server stands still for arg ms. */
    PAUSE,
    /** Forces take twenty times as long for arg ms. */
    SLOW_DISK,
    /** Somebody else takes the server's quorum port for arg ms, as soon as it does not lead. */
    TAKE_PORT,
    /** After arg more forces the disk refuses the next. */
    FORCE_FAILS,
    /** After arg more bytes the disk is full. */
    FULL_DISK,
    /** The wall clock jumps by arg ms. */
    CLOCK,
    /** Old snapshots and logs are deleted. */
    PURGE;

    /** Whether it happens to whoever leads. */
    public boolean isLeaders() {
        return this == KILL_LEADER || this == POWER_LEADER || this == ISOLATE_LEADER;
    }

    /** Whether it is done by a client. */
    public boolean isClients() {
        return ordinal() <= FREEZE.ordinal();
    }
}
