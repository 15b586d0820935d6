package io.coordkit.sim.check;

/** Thrown where a checker finds that something does not hold; ends the run. */
public final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String checker;
    private final long zxid;

    /** What was found, by whom, at which transaction. */
    public Found(String checker, long zxid, String what) {
        super(what);
        this.checker = checker;
        this.zxid = zxid;
    }

    /** Name of the checker. */
    public String checker() {
        return checker;
    }

    /** The transaction at which it was found. */
    public long zxid() {
        return zxid;
    }
}
