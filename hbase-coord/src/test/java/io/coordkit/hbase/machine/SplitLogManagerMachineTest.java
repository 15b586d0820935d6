package io.coordkit.hbase.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.machine.ManagerAction.CreateTask;
import io.coordkit.hbase.machine.ManagerAction.Delete;
import io.coordkit.hbase.machine.ManagerAction.Finish;
import io.coordkit.hbase.machine.ManagerAction.ListTasks;
import io.coordkit.hbase.machine.ManagerAction.ReadTask;
import io.coordkit.hbase.machine.ManagerAction.ReportBatch;
import io.coordkit.hbase.machine.ManagerAction.Rescan;
import io.coordkit.hbase.machine.ManagerAction.Unassign;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The manager's table of triggers and reactions, row by row, as HBase 2.6 behaves. */
class SplitLogManagerMachineTest {
    private static final long TIMEOUT = ManagerSettings.DEFAULT.timeoutMs();
    private static final ServerName MASTER = new ServerName("m", 1, 1);
    private static final ServerName ANN = new ServerName("ann", 1, 1);
    private static final ServerName BOB = new ServerName("bob", 1, 1);
    private static final SplitTaskName TASK = SplitTaskName.ofWal("WALs/x/1");
    private static final SplitTaskName OTHER = SplitTaskName.ofWal("WALs/x/2");
    private static final SplitTaskName RESCAN = new SplitTaskName("RESCAN0000000007");
    private static final long BATCH = 1;

    private final List<ManagerAction> actions = new ArrayList<>();
    private final SplitLogManagerMachine machine = new SplitLogManagerMachine(ManagerSettings.DEFAULT, actions::add);

    @Test
    void startListsAndAdopts() {
        machine.start(0);
        machine.onListed(List.of(TASK, RESCAN));

        assertThat(taken()).containsExactly(new ListTasks(), new ReadTask(TASK), new ReadTask(RESCAN));
    }

    @Test
    void submitCreatesThenReads() {
        assertThat(machine.submit(0, BATCH, List.of(TASK, TASK))).isEmpty();
        machine.onCreated(TASK);

        assertThat(taken())
                .containsExactly(
                        new CreateTask(TASK), new ReportBatch(BATCH, new BatchProgress(1, 0, 0)), new ReadTask(TASK));
    }

    @Test
    void anEmptyBatchIsComplete() {
        machine.submit(0, BATCH, List.of());

        assertThat(taken()).containsExactly(new ReportBatch(BATCH, new BatchProgress(0, 0, 0)));
    }

    @Test
    void createIsRetriedThreeTimesAndThenFails() {
        machine.submit(0, BATCH, List.of(TASK));
        taken();
        for (int i = 0; i < 3; i++) {
            machine.onCreateFailed(TASK);
            assertThat(taken()).containsExactly(new CreateTask(TASK));
        }
        machine.onCreateFailed(TASK);

        assertThat(taken()).containsExactly(new Delete(TASK), new ReportBatch(BATCH, new BatchProgress(1, 0, 1)));
    }

    @Test
    void unassignedSeenOfASubmittedTaskChangesNothing() {
        submitted();
        seen(0, 0, State.UNASSIGNED, MASTER);

        assertThat(taken()).isEmpty();
    }

    @Test
    void unassignedSeenOfAnOrphanIsPutUpAnewOnce() {
        machine.onListed(List.of(TASK));
        taken();
        seen(0, 4, State.UNASSIGNED, MASTER);
        assertThat(taken()).containsExactly(new Unassign(TASK, -1));
        machine.onUnassigned(TASK);
        assertThat(taken()).containsExactly(new Rescan(), new ReadTask(TASK));
        seen(0, 5, State.UNASSIGNED, MASTER);

        assertThat(taken()).isEmpty();
    }

    @Test
    void aHeartbeatDefersTheTimeout() {
        owned(0, 1);
        machine.onTick(TIMEOUT - 1);
        assertThat(taken()).isEmpty();
        seen(TIMEOUT - 1, 2, State.OWNED, ANN);
        machine.onTick(TIMEOUT + 1);
        assertThat(taken()).isEmpty();
        machine.onTick(2 * TIMEOUT - 1);

        assertThat(taken()).containsExactly(new Unassign(TASK, 2));
    }

    @Test
    void anOldHeartbeatDoesNot() {
        owned(0, 5);
        seen(TIMEOUT - 1, 5, State.OWNED, ANN);
        machine.onTick(TIMEOUT);

        assertThat(taken()).containsExactly(new Unassign(TASK, 5));
    }

    @Test
    void resignedIsForcedUpAgain() {
        owned(0, 1);
        seen(1, 2, State.RESIGNED, ANN);

        assertThat(taken()).containsExactly(new Unassign(TASK, -1));
    }

    @Test
    void resignedFailsWhenThatIsRefused() {
        owned(0, 1);
        seen(1, 2, State.RESIGNED, ANN);
        machine.onUnassignRefused(1, TASK);

        assertThat(taken()).containsSubsequence(new Delete(TASK), failed());
    }

    @Test
    void doneIsCommittedThenDeleted() {
        owned(0, 1);
        seen(1, 2, State.DONE, ANN);
        assertThat(taken()).containsExactly(new Finish(TASK, ANN));
        machine.onFinished(2, TASK, true);
        assertThat(taken()).containsExactly(new Delete(TASK), done());
        machine.onDeleted(TASK);

        assertThat(machine.openTasks()).isZero();
    }

    @Test
    void doneSeenTwiceIsCommittedOnce() {
        owned(0, 1);
        seen(1, 2, State.DONE, ANN);
        seen(1, 2, State.DONE, ANN);
        machine.onFinished(2, TASK, true);
        seen(3, 2, State.DONE, ANN);

        assertThat(taken()).filteredOn(Finish.class::isInstance).hasSize(1);
    }

    @Test
    void nothingTakesATaskWhileItIsCommitted() {
        owned(0, 1);
        seen(1, 2, State.DONE, ANN);
        machine.onWorkersDied(Set.of(ANN));
        machine.onTick(3 * TIMEOUT);

        assertThat(taken()).noneMatch(Unassign.class::isInstance);
    }

    @Test
    void aFailedCommitFailsTheTaskOfALivingWorker() {
        owned(0, 1);
        changed(1, 2, State.DONE, ANN);
        machine.onFinished(2, TASK, false);

        assertThat(taken()).containsSubsequence(new Delete(TASK), failed());
    }

    @Test
    void aFailedCommitIsSplitAgainWhenTheWorkerIsGone() {
        owned(0, 1);
        changed(1, 2, State.DONE, ANN);
        machine.onOnlineWorkers(Set.of(BOB));
        machine.onFinished(2, TASK, false);

        assertThat(taken()).contains(new Unassign(TASK, 2));
    }

    @Test
    void anErrorFailsTheTaskOfALivingWorker() {
        owned(0, 1);
        changed(1, 2, State.ERR, ANN);

        assertThat(taken()).containsSubsequence(new Delete(TASK), failed());
    }

    @Test
    void anErrorIsResubmittedWhenTheWorkerIsGone() {
        owned(0, 1);
        machine.onOnlineWorkers(Set.of(BOB));
        changed(1, 2, State.ERR, ANN);

        assertThat(taken()).contains(new Unassign(TASK, 2));
    }

    @Test
    void aChangeIsRead() {
        owned(0, 1);
        machine.onChanged(5, TASK);

        assertThat(taken()).containsExactly(new ReadTask(TASK));
    }

    @Test
    void theTaskOfAWorkerThatIsNotOnlineIsTakenAtItsVersion() {
        owned(0, 3);
        machine.onOnlineWorkers(Set.of(BOB));
        machine.onTick(1);

        assertThat(taken()).containsExactly(new Unassign(TASK, 3));
    }

    @Test
    void theTaskOfADeadWorkerIsForced() {
        owned(0, 3);
        machine.onWorkersDied(Set.of(ANN));
        machine.onTick(1);

        assertThat(taken()).containsExactly(new Unassign(TASK, -1));
    }

    @Test
    void aDeadWorkerStaysDeadWhenTheWriteWasRefused() {
        owned(0, 3);
        machine.onWorkersDied(Set.of(ANN));
        machine.onTick(1);
        machine.onUnassignRefused(1, TASK);
        taken();
        machine.onTick(2);

        assertThat(taken()).containsExactly(new Unassign(TASK, -1));
    }

    @Test
    void uncheckedResubmitsEndAtTheThreshold() {
        owned(0, 1);
        long now = 0;
        for (int i = 0; i < ManagerSettings.DEFAULT.maxResubmits(); i++) {
            now += TIMEOUT;
            machine.onTick(now);
            assertThat(taken()).hasSize(1).first().isInstanceOf(Unassign.class);
            machine.onUnassigned(TASK);
            seen(now, 2 * i + 3, State.OWNED, ANN);
            taken();
        }
        machine.onTick(now + TIMEOUT);
        assertThat(taken()).isEmpty();

        machine.onWorkersDied(Set.of(ANN));
        machine.onTick(now + TIMEOUT);
        assertThat(taken()).containsExactly(new Unassign(TASK, -1));
    }

    @Test
    void aRefusedTimeoutCountsAsNewsAndIsReadAgain() {
        owned(0, 1);
        machine.onTick(TIMEOUT);
        machine.onUnassignRefused(TIMEOUT, TASK);
        assertThat(taken()).containsExactly(new Unassign(TASK, 1), new ReadTask(TASK));
        machine.onTick(TIMEOUT + 1);

        assertThat(taken()).isEmpty();
    }

    @Test
    void aNodeThatIsGoneOnResubmitIsDone() {
        owned(0, 1);
        machine.onTick(TIMEOUT);
        machine.onUnassignGone(TASK);

        assertThat(taken()).containsSubsequence(new Delete(TASK), done());
    }

    @Test
    void aNodeThatVanishesIsAFailureSoThatItsLogIsSubmittedAgain() {
        owned(0, 1);
        machine.onGone(TASK);

        assertThat(taken()).containsSubsequence(new Delete(TASK), failed());
    }

    @Test
    void aNodeNotYetCreatedIsWaitedFor() {
        machine.submit(0, BATCH, List.of(TASK));
        taken();
        machine.onGone(TASK);

        assertThat(taken()).isEmpty();
    }

    @Test
    void whenNobodyTakesAnyTaskTheWorkersAreWoken() {
        submitted();
        long late = ManagerSettings.DEFAULT.unassignedTimeoutMs() + 1;
        machine.onTick(late);
        assertThat(taken()).containsExactly(new ReadTask(TASK), new Rescan());
        machine.onTick(late + 1);

        assertThat(taken()).isEmpty();
    }

    @Test
    void oneOwnedTaskIsSignEnoughOfWorkers() {
        machine.submit(0, BATCH, List.of(TASK, OTHER));
        machine.onCreated(TASK);
        machine.onCreated(OTHER);
        long late = ManagerSettings.DEFAULT.unassignedTimeoutMs() + 1;
        seen(late, 1, State.OWNED, ANN);
        taken();
        machine.onTick(late + 1);

        assertThat(taken()).isEmpty();
    }

    @Test
    void aRescanNodeIsDeletedOnceItIsRead() {
        machine.onRescanCreated(RESCAN);
        machine.onRead(0, RESCAN, 0, SplitLogTask.of(State.DONE, MASTER, Generation.HBASE_2));

        assertThat(taken()).containsExactly(new ReadTask(RESCAN), new Delete(RESCAN));
    }

    @Test
    void aRescanThatFailedIsTriedAtTheNextTick() {
        machine.onRescanFailed();
        machine.onTick(1);
        machine.onTick(2);

        assertThat(taken()).containsExactly(new Rescan());
    }

    @Test
    void aDeletionThatFailedIsTriedAtTheNextTick() {
        owned(0, 1);
        seen(1, 2, State.DONE, ANN);
        machine.onFinished(2, TASK, true);
        taken();
        machine.onDeleteFailed(TASK);
        machine.onTick(3);

        assertThat(taken()).containsExactly(new Delete(TASK));
    }

    @Test
    void aTaskOfAnotherBatchIsADuplicate() {
        submitted();

        assertThat(machine.submit(0, 2, List.of(TASK, OTHER))).containsExactly(TASK);
        assertThat(taken()).isEmpty();
    }

    @Test
    void anOrphanInProgressIsAdopted() {
        machine.onListed(List.of(TASK));
        taken();
        machine.submit(0, BATCH, List.of(TASK));
        assertThat(taken()).containsExactly(new ReportBatch(BATCH, new BatchProgress(1, 0, 0)));
        seen(0, 2, State.DONE, ANN);
        machine.onFinished(1, TASK, true);

        assertThat(taken()).contains(done());
    }

    @Test
    void theTaskOfAnAbandonedBatchIsAdopted() {
        submitted();
        machine.abandon(BATCH);

        assertThat(machine.submit(0, 2, List.of(TASK))).isEmpty();
        assertThat(taken()).containsExactly(new ReportBatch(2, new BatchProgress(1, 0, 0)));
    }

    @Test
    void aTaskJustDoneIsNotCountedAgain() {
        owned(0, 1);
        seen(1, 2, State.DONE, ANN);
        machine.onFinished(2, TASK, true);
        taken();
        machine.submit(3, 2, List.of(TASK));

        assertThat(taken()).containsExactly(new ReportBatch(2, new BatchProgress(0, 0, 0)));
    }

    @Test
    void aFailedTaskIsCreatedAgainAfterItsNodeIsGone() {
        owned(0, 1);
        changed(1, 2, State.ERR, ANN);
        taken();
        machine.submit(3, 2, List.of(TASK));
        assertThat(taken()).containsExactly(new ReportBatch(2, new BatchProgress(1, 0, 0)));
        assertThat(machine.submit(3, 3, List.of(TASK))).containsExactly(TASK);
        machine.onDeleted(TASK);

        assertThat(taken()).containsExactly(new CreateTask(TASK));
    }

    @Test
    void afterANewSessionEverythingIsRead() {
        owned(0, 1);
        machine.onReconnected(1);

        assertThat(taken()).containsExactly(new ReadTask(TASK), new ListTasks());
    }

    @Test
    void inputsForUnknownTasksAreLate() {
        machine.onCreated(TASK);
        machine.onGone(TASK);
        machine.onUnassigned(TASK);
        machine.onUnassignGone(TASK);
        machine.onFinished(0, TASK, true);
        machine.onDeleted(TASK);
        seen(0, 1, State.DONE, ANN);

        assertThat(taken()).isEmpty();
    }

    private void submitted() {
        machine.submit(0, BATCH, List.of(TASK));
        machine.onCreated(TASK);
        taken();
    }

    private void owned(long nowMs, int version) {
        submitted();
        seen(nowMs, version, State.OWNED, ANN);
        taken();
    }

    private void changed(long nowMs, int version, State state, ServerName server) {
        machine.onChanged(nowMs, TASK);
        seen(nowMs, version, state, server);
    }

    private void seen(long nowMs, int version, State state, ServerName server) {
        machine.onRead(nowMs, TASK, version, SplitLogTask.of(state, server, Generation.HBASE_2));
    }

    private List<ManagerAction> taken() {
        List<ManagerAction> taken = List.copyOf(actions);
        actions.clear();
        return taken;
    }

    private static ReportBatch done() {
        return new ReportBatch(BATCH, new BatchProgress(1, 1, 0));
    }

    private static ReportBatch failed() {
        return new ReportBatch(BATCH, new BatchProgress(1, 0, 1));
    }
}
