package io.coordkit.core.wire;

/** The operations of the client protocol by their wire numbers ({@code ZooDefs.OpCode} of the reference). */
public enum OpCode {
    NOTIFICATION(0),
    CREATE(1),
    DELETE(2),
    EXISTS(3),
    GET_DATA(4),
    SET_DATA(5),
    GET_ACL(6),
    SET_ACL(7),
    GET_CHILDREN(8),
    SYNC(9),
    PING(11),
    GET_CHILDREN2(12),
    CHECK(13),
    MULTI(14),
    CREATE2(15),
    RECONFIG(16),
    CHECK_WATCHES(17),
    REMOVE_WATCHES(18),
    CREATE_CONTAINER(19),
    DELETE_CONTAINER(20),
    CREATE_TTL(21),
    MULTI_READ(22),
    AUTH(100),
    SET_WATCHES(101),
    SASL(102),
    GET_EPHEMERALS(103),
    GET_ALL_CHILDREN_NUMBER(104),
    SET_WATCHES2(105),
    ADD_WATCH(106),
    WHO_AM_I(107),
    CREATE_SESSION(-10),
    CLOSE_SESSION(-11),
    ERROR(-1),
    /** Stands for every number that is none of the others. */
    UNKNOWN(Integer.MIN_VALUE);

    private static final int LOWEST = -11;
    private static final int HIGHEST = 107;
    private static final OpCode[] BY_CODE = index();

    private final int code;

    OpCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The operation with this number, {@link #UNKNOWN} if there is none. */
    public static OpCode of(int code) {
        return code < LOWEST || code > HIGHEST ? UNKNOWN : BY_CODE[code - LOWEST];
    }

    private static OpCode[] index() {
        OpCode[] index = new OpCode[HIGHEST - LOWEST + 1];
        java.util.Arrays.fill(index, UNKNOWN);
        for (OpCode op : values()) {
            if (op != UNKNOWN) {
                index[op.code - LOWEST] = op;
            }
        }
        return index;
    }
}
