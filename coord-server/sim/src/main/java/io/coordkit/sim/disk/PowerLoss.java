package io.coordkit.sim.disk;

/** The machine is off: whoever was using the disk gets no further. Thrown until the disk is started again. */
public final class PowerLoss extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PowerLoss() {
        super("the power is off", null, false, false);
    }
}
