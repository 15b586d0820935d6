package io.coordkit.statestore.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.statestore.machine.FenceMachine.Cause;
import io.coordkit.statestore.machine.FenceMachine.State;
import java.util.List;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FenceMachineTest {

    @ParameterizedTest
    @EnumSource(Cause.class)
    void withHighAvailabilityAnyFailureEndsTheReignOnce(Cause cause) {
        FenceMachine machine = new FenceMachine(true);
        assertThat(machine.state()).isEqualTo(State.ACTIVE);
        machine.onWriteFailed(cause);
        machine.onWriteFailed(Cause.NO_AUTH);
        assertThat(machine.state()).isEqualTo(State.FENCED);
        assertThat(machine.takeAnnouncement()).contains(cause);
        machine.onWriteFailed(Cause.WRITE_FAILED);
        assertThat(machine.takeAnnouncement()).isEmpty();
        assertThat(machine.state()).isEqualTo(State.FENCED);
    }

    @Test
    void withoutItOnlyATakeoverDoes() {
        FenceMachine machine = new FenceMachine(false);
        machine.onWriteFailed(Cause.WRITE_FAILED);
        assertThat(machine.state()).isEqualTo(State.ACTIVE);
        assertThat(machine.takeAnnouncement()).isEmpty();
        machine.onWriteFailed(Cause.NO_AUTH);
        assertThat(machine.state()).isEqualTo(State.FENCED);
    }

    @ParameterizedTest
    @CsvSource({"31, 19", "19, 31", "12, 0", "4, 8", "1, 13"})
    void theRootAclFlipsCreateAndDelete(int source, int flipped) {
        Id writer = new Id("digest", "rm1:hash");
        assertThat(RootAcl.exclusive(List.of(new ACL(source, ZooDefs.Ids.ANYONE_ID_UNSAFE)), writer))
                .containsExactly(new ACL(flipped, ZooDefs.Ids.ANYONE_ID_UNSAFE), new ACL(12, writer));
    }
}
