package io.coordkit.hbase.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.hbase.machine.MasterAction.CreateBackup;
import io.coordkit.hbase.machine.MasterAction.CreateMaster;
import io.coordkit.hbase.machine.MasterAction.DeleteBackup;
import io.coordkit.hbase.machine.MasterAction.DeleteOwnMaster;
import io.coordkit.hbase.machine.MasterAction.DeleteStaleMaster;
import io.coordkit.hbase.machine.MasterAction.Pause;
import io.coordkit.hbase.machine.MasterAction.ReadMaster;
import io.coordkit.hbase.machine.MasterAction.Tell;
import io.coordkit.hbase.machine.MasterEvent.Active;
import io.coordkit.hbase.machine.MasterEvent.Ended;
import io.coordkit.hbase.machine.MasterEvent.Waiting;
import io.coordkit.hbase.machine.MasterEvent.Why;
import io.coordkit.hbase.paths.ServerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MasterElectionMachineTest {
    private static final ServerName SELF = new ServerName("m1", 16000, 2);
    private static final ServerName PREDECESSOR = new ServerName("m1", 16000, 1);
    private static final ServerName OTHER = new ServerName("m2", 16000, 1);

    private final List<MasterAction> outbox = new ArrayList<>();
    private final MasterElectionMachine machine = new MasterElectionMachine(SELF, outbox::add);

    private void expect(MasterAction... actions) {
        assertThat(outbox).containsExactly(actions);
        outbox.clear();
    }

    private void signOn() {
        machine.start();
        expect(new CreateBackup());
        machine.onBackupCreated();
        expect(new CreateMaster());
    }

    private void win() {
        signOn();
        machine.onCreated();
        expect(new DeleteBackup(), new ReadMaster(), new Tell(new Active()));
        machine.onRead(SELF, true);
        expect();
    }

    private void waitForOther() {
        signOn();
        machine.onExists();
        expect(new ReadMaster());
        machine.onRead(OTHER, false);
        expect(new Tell(new Waiting(Optional.of(OTHER))));
    }

    @Test
    void theFirstMasterIsActive() {
        win();
        assertThat(machine.isActive()).isTrue();
    }

    @Test
    void aSecondMasterWaitsAndSucceeds() {
        waitForOther();
        assertThat(machine.isActive()).isFalse();
        machine.onMasterChanged();
        expect(new CreateMaster());
        machine.onCreated();
        expect(new DeleteBackup(), new ReadMaster(), new Tell(new Active()));
    }

    @Test
    void theNodeOfAPredecessorOnOurAddressIsDeleted() {
        signOn();
        machine.onExists();
        expect(new ReadMaster());
        machine.onRead(PREDECESSOR, false);
        expect(new DeleteStaleMaster());
        machine.onStaleDeleted();
        expect(new CreateMaster());
    }

    @Test
    void aNodeWhoseCreationWasNotAnsweredIsOurs() {
        signOn();
        machine.onExists();
        expect(new ReadMaster());
        machine.onRead(SELF, true);
        expect(new DeleteBackup(), new ReadMaster(), new Tell(new Active()));
    }

    @Test
    void aNodeThatGoesBeforeItIsReadIsTriedAgain() {
        signOn();
        machine.onExists();
        expect(new ReadMaster());
        machine.onGone();
        expect(new CreateMaster());
    }

    @Test
    void anUnreadableNodeIsWaitedFor() {
        signOn();
        machine.onExists();
        expect(new ReadMaster());
        machine.onUnreadable();
        expect(new Tell(new Waiting(Optional.empty())));
        machine.onMasterChanged();
        expect(new CreateMaster());
    }

    @Test
    void theClustersEndEndsTheWaitingButNotTheActive() {
        waitForOther();
        machine.onClusterDown();
        expect(new DeleteBackup(), new Tell(new Ended(Why.CLUSTER_DOWN)));
        machine.onMasterChanged();
        machine.stop();
        expect();
    }

    @Test
    void anActiveMasterStaysWhenTheClusterGoesDown() {
        win();
        machine.onClusterDown();
        expect();
        assertThat(machine.isActive()).isTrue();
    }

    @Test
    void anActiveMasterWhoseNodeGoesStepsDown() {
        win();
        machine.onMasterChanged();
        expect(new ReadMaster());
        machine.onGone();
        expect(new Tell(new Ended(Why.DEPOSED)));
        assertThat(machine.isActive()).isFalse();
    }

    @Test
    void anActiveMasterWhoseNodeIsReplacedStepsDown() {
        win();
        machine.onMasterChanged();
        expect(new ReadMaster());
        machine.onRead(OTHER, false);
        expect(new Tell(new Ended(Why.DEPOSED)));
    }

    @Test
    void aLostSessionIsTheEnd() {
        win();
        machine.onSessionLost();
        expect(new Tell(new Ended(Why.SESSION_LOST)));
        machine.onSessionLost();
        machine.onRetry();
        expect();
    }

    @Test
    void stoppingClearsUp() {
        win();
        machine.stop();
        expect(new DeleteOwnMaster(), new Tell(new Ended(Why.CLOSED)));
    }

    @Test
    void stoppingWhileWaitingClearsUp() {
        waitForOther();
        machine.stop();
        expect(new DeleteBackup(), new Tell(new Ended(Why.CLOSED)));
    }

    @Test
    void whatIsNotAnsweredIsAskedAgain() {
        machine.start();
        expect(new CreateBackup());
        machine.onFailed();
        expect(new Pause());
        machine.onRetry();
        expect(new CreateBackup());
        machine.onBackupCreated();
        expect(new CreateMaster());
        machine.onFailed();
        machine.onRetry();
        expect(new Pause(), new CreateMaster());
        machine.onCreated();
        outbox.clear();
        machine.onFailed();
        machine.onRetry();
        expect(new Pause(), new ReadMaster());
    }
}
