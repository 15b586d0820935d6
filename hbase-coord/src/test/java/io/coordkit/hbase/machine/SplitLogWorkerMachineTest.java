package io.coordkit.hbase.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.RecoveryMode;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.machine.WorkerAction.Claim;
import io.coordkit.hbase.machine.WorkerAction.Complete;
import io.coordkit.hbase.machine.WorkerAction.Heartbeat;
import io.coordkit.hbase.machine.WorkerAction.ListTasks;
import io.coordkit.hbase.machine.WorkerAction.ReadTask;
import io.coordkit.hbase.machine.WorkerAction.Start;
import io.coordkit.hbase.machine.WorkerAction.Stop;
import io.coordkit.hbase.machine.WorkerAction.WatchTask;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The worker's steps, one by one, as HBase 2.6 takes them. */
class SplitLogWorkerMachineTest {
    private static final ServerName MASTER = new ServerName("m", 1, 1);
    private static final ServerName SELF = new ServerName("ann", 1, 1);
    private static final ServerName BOB = new ServerName("bob", 1, 1);
    private static final SplitTaskName A = SplitTaskName.ofWal("WALs/x/a");
    private static final SplitTaskName B = SplitTaskName.ofWal("WALs/x/b");
    private static final SplitTaskName C = SplitTaskName.ofWal("WALs/x/c");
    private static final long REPORT = 1000;
    private static final WorkerSettings SETTINGS = new WorkerSettings(2, REPORT, 500, 500, 1000);
    private static final SplitLogTask OWNED = SplitLogTask.of(State.OWNED, SELF, Generation.HBASE_2);

    private final List<WorkerAction> actions = new ArrayList<>();
    private final SplitLogWorkerMachine machine =
            new SplitLogWorkerMachine(SELF, SETTINGS, new Random(1), actions::add);

    @Test
    void theDirectoryIsPolledUntilItExists() {
        machine.start();
        machine.onListFailed(0);
        assertThat(taken()).containsExactly(new ListTasks());
        assertThat(machine.wakeAtMs()).isEqualTo(1000);
        machine.onTick(1000);

        assertThat(taken()).containsExactly(new ListTasks());
    }

    @Test
    void aFreeTaskIsClaimedAtItsVersionThenRunAndWatched() {
        listed(0, A);
        assertThat(taken()).containsExactly(new ReadTask(A));
        machine.onRead(0, A, 7, task(State.UNASSIGNED, MASTER));
        assertThat(taken()).containsExactly(new Claim(A, 7, OWNED));
        machine.onClaimed(0, A, 8);

        assertThat(taken()).containsExactly(new Start(A, false), new WatchTask(A));
    }

    @Test
    void theModeOfAFirstGenerationTaskIsKept() {
        listed(0, A);
        taken();
        machine.onRead(0, A, 0, SplitLogTask.of(State.UNASSIGNED, MASTER, Generation.HBASE_1));

        assertThat(taken()).containsExactly(new Claim(A, 0, SplitLogTask.of(State.OWNED, SELF, Generation.HBASE_1)));
    }

    @Test
    void theWorkOfATaskInReplayIsToReplay() {
        SplitLogTask replay =
                SplitLogTask.of(State.UNASSIGNED, MASTER, Generation.HBASE_1).withMode(RecoveryMode.LOG_REPLAY);
        listed(0, A);
        taken();
        machine.onRead(0, A, 0, replay);
        assertThat(taken()).containsExactly(new Claim(A, 0, replay.with(State.OWNED, SELF)));
        machine.onClaimed(0, A, 1);

        assertThat(taken()).startsWith(new Start(A, true));
    }

    @ParameterizedTest
    @EnumSource(value = State.class, names = "UNASSIGNED", mode = EnumSource.Mode.EXCLUDE)
    void aTaskInAnotherStateIsSkipped(State state) {
        listed(0, A);
        taken();
        machine.onRead(0, A, 7, task(state, BOB));

        assertThat(taken()).isEmpty();
    }

    @Test
    void aLostRaceMovesOnToTheNext() {
        listed(0, A, B);
        ReadTask first = (ReadTask) taken().get(0);
        machine.onRead(0, first.task(), 0, task(State.UNASSIGNED, MASTER));
        machine.onClaimLost(0, first.task());

        assertThat(taken()).last().isEqualTo(new ReadTask(first.task().equals(A) ? B : A));
    }

    @Test
    void aMetaLogComesFirst() {
        SplitTaskName meta = SplitTaskName.ofWal("WALs/x/z.meta");
        listed(0, A, B, C, meta);

        assertThat(taken()).containsExactly(new ReadTask(meta));
    }

    @Test
    void afterAClaimOthersMayTakeTheNext() {
        listed(0, A, B);
        claimNext(0);
        assertThat(taken()).noneMatch(ReadTask.class::isInstance);
        assertThat(machine.wakeAtMs()).isEqualTo(500);
        machine.onTick(499);
        assertThat(taken()).isEmpty();
        machine.onTick(500);

        assertThat(taken()).hasSize(1).first().isInstanceOf(ReadTask.class);
    }

    @Test
    void noMoreThanTheAllowedTasksRun() {
        listed(0, A, B, C);
        SplitTaskName first = claimNext(0);
        machine.onTick(500);
        claimNext(500);
        taken();
        machine.onTick(1000);
        assertThat(taken()).isEmpty();
        assertThat(machine.wakeAtMs()).isEqualTo(SplitLogWorkerMachine.NEVER);
        machine.onExecuted(1100, first, SplitResult.DONE);
        machine.onCompleted(1100, first);

        assertThat(taken()).last().isInstanceOf(ReadTask.class);
    }

    @Test
    void aRescanNodeThatIsClaimedIsDoneAtOnce() {
        SplitTaskName rescan = new SplitTaskName("RESCAN0000000001");
        listed(0, rescan);
        machine.onRead(0, rescan, 0, task(State.UNASSIGNED, MASTER));
        taken();
        machine.onClaimed(0, rescan, 1);

        assertThat(taken()).containsExactly(new Complete(rescan, 1, task(State.DONE, SELF)));
        assertThat(machine.runningTasks()).isZero();
    }

    @Test
    void afterARoundWithoutSuccessItRestsAndThenWaitsForTheWatch() {
        listed(0, A);
        machine.onReadFailed(0);
        taken();
        machine.onTick(1000);
        assertThat(taken()).isEmpty();
        assertThat(machine.wakeAtMs()).isEqualTo(SplitLogWorkerMachine.NEVER);
        machine.onChildrenChanged();

        assertThat(taken()).containsExactly(new ListTasks());
    }

    @Test
    void aChangeDuringARoundStartsTheNextOne() {
        listed(0, A);
        machine.onChildrenChanged();
        machine.onReadFailed(0);
        taken();
        machine.onTick(1000);

        assertThat(taken()).containsExactly(new ListTasks());
    }

    @Test
    void progressWritesAHeartbeatWhenOneIsDue() {
        running();
        machine.onProgress(REPORT - 1, A);
        assertThat(taken()).isEmpty();
        machine.onProgress(REPORT, A);
        machine.onProgress(3 * REPORT, A);
        assertThat(taken()).containsExactly(new Heartbeat(A, 1, OWNED));
        machine.onHeartbeat(3 * REPORT, A, 2);
        machine.onProgress(3 * REPORT, A);

        assertThat(taken()).containsExactly(new Heartbeat(A, 2, OWNED));
    }

    @Test
    void aRefusedHeartbeatPreempts() {
        running();
        machine.onProgress(REPORT, A);
        machine.onHeartbeatRefused(REPORT, A);
        assertThat(taken()).containsExactly(new Heartbeat(A, 1, OWNED), new Stop(A));
        machine.onExecuted(REPORT, A, SplitResult.DONE);

        assertThat(taken()).noneMatch(Complete.class::isInstance);
        assertThat(machine.runningTasks()).isZero();
    }

    @Test
    void aChangeByOurselvesIsNoPreemption() {
        running();
        machine.onTaskChanged(A);
        machine.onOwnedRead(A, task(State.OWNED, SELF));

        assertThat(taken()).containsExactly(new WatchTask(A));
    }

    @ParameterizedTest
    @CsvSource({"UNASSIGNED,m", "UNASSIGNED,ann", "OWNED,bob", "DONE,bob"})
    void aChangeByOthersPreempts(State state, String host) {
        running();
        machine.onOwnedRead(A, task(state, new ServerName(host, 1, 1)));
        machine.onOwnedRead(A, task(state, new ServerName(host, 1, 1)));

        assertThat(taken()).containsExactly(new Stop(A));
    }

    @Test
    void aNodeThatIsGonePreempts() {
        running();
        machine.onOwnedGone(A);

        assertThat(taken()).containsExactly(new Stop(A));
    }

    @ParameterizedTest
    @CsvSource({"DONE,DONE", "ERR,ERR", "RESIGNED,RESIGNED"})
    void theResultIsWrittenAtTheLastVersion(SplitResult result, State written) {
        running();
        machine.onProgress(REPORT, A);
        machine.onHeartbeat(REPORT, A, 2);
        taken();
        machine.onExecuted(REPORT, A, result);

        assertThat(taken()).containsExactly(new Complete(A, 2, task(written, SELF)));
        assertThat(machine.runningTasks()).isOne();
        machine.onCompleted(REPORT, A);
        assertThat(machine.runningTasks()).isZero();
    }

    @Test
    void theResultWaitsForAHeartbeatUnderWay() {
        running();
        machine.onProgress(REPORT, A);
        taken();
        machine.onExecuted(REPORT, A, SplitResult.DONE);
        assertThat(taken()).isEmpty();
        machine.onHeartbeat(REPORT, A, 2);

        assertThat(taken()).containsExactly(new Complete(A, 2, task(State.DONE, SELF)));
    }

    @Test
    void theResultIsDroppedWhenThatHeartbeatIsRefused() {
        running();
        machine.onProgress(REPORT, A);
        machine.onExecuted(REPORT, A, SplitResult.DONE);
        machine.onHeartbeatRefused(REPORT, A);

        assertThat(taken()).noneMatch(Complete.class::isInstance);
        assertThat(machine.runningTasks()).isZero();
    }

    @Test
    void aCancelledTaskWritesNothing() {
        running();
        machine.onExecuted(1, A, SplitResult.PREEMPTED);

        assertThat(taken()).isEmpty();
        assertThat(machine.runningTasks()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = SplitResult.class, names = "DONE", mode = EnumSource.Mode.EXCLUDE)
    void aStoppingWorkerResigns(SplitResult result) {
        running();
        machine.stop();
        machine.onExecuted(1, A, result);

        assertThat(taken()).containsExactly(new Stop(A), new Complete(A, 1, task(State.RESIGNED, SELF)));
    }

    @Test
    void aClaimThatWinsAfterStopIsResigned() {
        listed(0, A);
        machine.onRead(0, A, 0, task(State.UNASSIGNED, MASTER));
        taken();
        machine.stop();
        machine.onClaimed(0, A, 1);

        assertThat(taken()).containsExactly(new Complete(A, 1, task(State.RESIGNED, SELF)));
    }

    @Test
    void aLostSessionPreemptsAndANewOneLooksAgain() {
        running();
        machine.onSessionLost();
        assertThat(taken()).containsExactly(new Stop(A));
        machine.onTick(500);
        machine.onReconnected();

        assertThat(taken()).containsExactly(new WatchTask(A), new ListTasks());
    }

    private void running() {
        listed(0, A);
        claimNext(0);
        machine.onTick(500);
        taken();
    }

    private void listed(long nowMs, SplitTaskName... names) {
        machine.start();
        taken();
        machine.onListed(nowMs, List.of(names));
    }

    private SplitTaskName claimNext(long nowMs) {
        List<WorkerAction> before = taken();
        ReadTask read = (ReadTask) before.get(before.size() - 1);
        machine.onRead(nowMs, read.task(), 0, task(State.UNASSIGNED, MASTER));
        taken();
        machine.onClaimed(nowMs, read.task(), 1);
        return read.task();
    }

    private static SplitLogTask task(State state, ServerName server) {
        return SplitLogTask.of(state, server, Generation.HBASE_2);
    }

    private List<WorkerAction> taken() {
        List<WorkerAction> taken = List.copyOf(actions);
        actions.clear();
        return taken;
    }
}
