package io.coordkit.cli.demo.rmfailover;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * Everything that the demo saw and from which it draws its verdict.
 *
 * @param takeOvers every report of becoming active, in the order of time
 * @param ledger the client's side
 * @param records the store at the end
 * @param late the write of the thawed manager
 * @param afterFreeze from the freeze of the active until the other one served
 * @param afterKill from the kill of the active until the other one served
 * @param session the timeout that the ensemble granted
 * @param ending who is what at the end
 */
record Observed(
        List<TakeOver> takeOvers,
        Ledger ledger,
        SortedMap<String, Tree.Entry> records,
        LateWrite late,
        Duration afterFreeze,
        Duration afterKill,
        Duration session,
        Ending ending) {

    Observed {
        takeOvers = List.copyOf(takeOvers);
    }

    /**
     * The write that the thawed manager tried.
     *
     * @param number of the application
     * @param error what it got
     * @param cause what the store said of it, {@code NO_AUTH} when the ensemble itself refused it
     * @param bothActive how long it had believed to be active while the other one was
     * @param steppedDown whether it became standby afterwards
     */
    record LateWrite(int number, String error, String cause, Duration bothActive, boolean steppedDown) {}

    /**
     * The state of things at the end.
     *
     * @param survivor the manager that must be in charge
     * @param lockOwner who owns the lock, as the tree says
     * @param fenceOwner who alone may write, as the tree says
     * @param survivorServes whether the survivor accepted the last submission
     * @param killedIsGone whether the process that was killed is gone
     */
    record Ending(String survivor, String lockOwner, String fenceOwner, boolean survivorServes, boolean killedIsGone) {}
}
