package io.coordkit.failover.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.ha.HAServiceProtocol.HAServiceState;

/**
 * Whether a service should take part in the election: the decisions of Hadoop's {@code ZKFailoverController}.
 *
 * <table>
 *   <caption>What health means</caption>
 *   <tr><td>HEALTHY, and the service is no observer</td><td>join, unless barred for a while</td></tr>
 *   <tr><td>UNHEALTHY, NOT_RESPONDING</td><td>quit, to be fenced by the next active</td></tr>
 *   <tr><td>INITIALIZING</td><td>quit; there is nothing to fence</td></tr>
 *   <tr><td>MONITOR_FAILED</td><td>fail</td></tr>
 * </table>
 *
 * <p>A service that twice running reports another state than the election gave it was changed by somebody else: the member
 * quits, to be fenced, and stays out for a second. An observer stays out until it reports something else.
 *
 * <p>Pure: the caller says what time it is, in nanoseconds of any origin. Belongs to one thread.
 */
public final class ControllerMachine {
    private static final long PENALTY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Instruction> instructions = new ArrayList<>();
    private Health health = Health.INITIALIZING;
    private HAServiceState expected = HAServiceState.INITIALIZING;
    private long participation = 1;
    private OptionalLong barredUntilNanos = OptionalLong.empty();
    private boolean mismatchSeen;
    private boolean outForMismatch;

    /** The last word of the health monitor. */
    public Health health() {
        return health;
    }

    /** What the election has made of the service; INITIALIZING while it does not take part or nothing is decided. */
    public HAServiceState expected() {
        return expected;
    }

    /** The health monitor has changed its mind. */
    public List<Instruction> onHealth(Health entered, long nowNanos) {
        health = entered;
        recheck(nowNanos);
        return take();
    }

    /** The service has said what it takes itself for; every check of its health asks. */
    public List<Instruction> onReported(HAServiceState reported, long nowNanos) {
        if (expected == HAServiceState.INITIALIZING) {
            if (outForMismatch) {
                recheck(nowNanos);
            }
        } else if (reported == HAServiceState.OBSERVER) {
            quit(true, HAServiceState.OBSERVER);
        } else if (reported == expected) {
            mismatchSeen = false;
        } else if (!mismatchSeen) {
            // The first one may be a transition that is under way.
            mismatchSeen = true;
        } else {
            mismatchSeen = false;
            outForMismatch = true;
            barredUntilNanos = OptionalLong.of(nowNanos + PENALTY_NANOS);
            quit(true, HAServiceState.INITIALIZING);
        }
        return take();
    }

    /** The election has made the service active, and the service has agreed. */
    public void onBecameActive(long by) {
        if (by == participation) {
            expected = HAServiceState.ACTIVE;
        }
    }

    /** The election has made the service standby, whether it has agreed or not. */
    public void onBecameStandby(long by) {
        if (by == participation) {
            expected = HAServiceState.STANDBY;
        }
    }

    /**
     * The service gives way for a while, so that another one can become active.
     *
     * @param isStandby whether the service has confirmed that it is standby; otherwise it will be fenced
     */
    public List<Instruction> onCeded(long nanos, boolean isStandby, long nowNanos) {
        barredUntilNanos = OptionalLong.of(nowNanos + nanos);
        quit(!isStandby, HAServiceState.INITIALIZING);
        recheck(nowNanos);
        return take();
    }

    /** The service need not give way any longer. */
    public List<Instruction> onRecalled(long nowNanos) {
        barredUntilNanos = OptionalLong.empty();
        recheck(nowNanos);
        return take();
    }

    /** The delay of {@link Instruction.Recheck} is over. */
    public List<Instruction> onRecheck(long nowNanos) {
        recheck(nowNanos);
        return take();
    }

    private void recheck(long nowNanos) {
        if (barredUntilNanos.isPresent() && barredUntilNanos.getAsLong() - nowNanos > 0) {
            instructions.add(new Instruction.Recheck(barredUntilNanos.getAsLong() - nowNanos));
            return;
        }
        switch (health) {
            case HEALTHY -> {
                if (expected != HAServiceState.OBSERVER) {
                    instructions.add(new Instruction.Join(participation));
                }
                outForMismatch = false;
            }
            case INITIALIZING -> quit(false, HAServiceState.INITIALIZING);
            case UNHEALTHY, NOT_RESPONDING -> quit(true, HAServiceState.INITIALIZING);
            case MONITOR_FAILED -> instructions.add(new Instruction.Fail("the health monitor failed"));
        }
    }

    private void quit(boolean needFence, HAServiceState next) {
        expected = next;
        participation++; // what the election may still say of this participation is void
        instructions.add(new Instruction.Quit(needFence));
    }

    private List<Instruction> take() {
        List<Instruction> result = List.copyOf(instructions);
        instructions.clear();
        return result;
    }
}
