package io.coordkit.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.elector.ElectionStatus;
import io.coordkit.elector.data.MemberInfo;
import io.coordkit.statestore.FenceIdentity;
import io.coordkit.statestore.StateStoreSettings;
import io.coordkit.statestore.ZkRmStateStore;
import io.coordkit.statestore.record.ApplicationId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Network;

/** Two resource managers in containers, and the case that fencing exists for: the active is frozen, and comes back. */
@InContainers
class FrozenActiveTest {

    private static final int STORED_BEFORE = 20;
    private static final int STORED_AFTER = 20;

    @Test
    void theOtherTakesOverAndTheFrozenOneIsFencedWhenItComesBack() throws Exception {
        try (Network network = Network.newNetwork();
                ServerContainer server =
                        new ServerContainer().onNetwork(network).withJvmOptions("-Dzookeeper.tickTime=500");
                ProgramContainer first = resourceManager(network, "rm1");
                ProgramContainer second = resourceManager(network, "rm2")) {
            server.start();
            first.start();
            first.awaitSaid("stored ", STORED_BEFORE);
            second.start();
            second.awaitSaid("standby", 1);

            first.freeze();
            second.awaitSaid("stored ", STORED_AFTER);
            assertThat(second.said("fences ")).containsExactly("rm1");
            first.thaw();
            first.awaitSaid("stopped ", 1);
            first.awaitSaid("standby", 1);

            assertThat(first.said("fenced ")).containsExactly("NO_AUTH");
            assertThat(first.said("stopped ")).containsExactly("StoreFencedException");
            assertThat(second.said("fenced ")).isEmpty();
            try (CuratorFramework observer = server.connect()) {
                assertActive(observer, "rm2");
                assertNothingLostOrLate(observer, first, second);
            }
        }
    }

    private static ProgramContainer resourceManager(Network network, String name) {
        return new ProgramContainer(network, ResourceManagerProgram.class, ServerContainer.ADDRESS, name);
    }

    private static void assertActive(CuratorFramework observer, String name) throws Exception {
        ElectionStatus status = ElectionStatus.read(observer, ResourceManagerProgram.ELECTION);
        assertThat(status.settled()).isTrue();
        assertThat(status.lock().orElseThrow().info())
                .isEqualTo(MemberInfo.recognise(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** All that either was told is stored is there, and the first stored nothing after the second had looked. */
    private static void assertNothingLostOrLate(
            CuratorFramework observer, ProgramContainer first, ProgramContainer second) throws Exception {
        List<Integer> before = numbers(first, "stored ");
        List<Integer> after = numbers(second, "stored ");
        int inherited = numbers(second, "active ").get(0);
        assertThat(inherited).isGreaterThanOrEqualTo(STORED_BEFORE);
        assertThat(before).allMatch(number -> number <= inherited);
        assertThat(after).startsWith(inherited + 1);
        var reader = new ZkRmStateStore(
                observer, StateStoreSettings.exclusive(FenceIdentity.generate("reader:1")), cause -> {});
        List<ApplicationId> told = Stream.concat(before.stream(), after.stream())
                .map(number -> new ApplicationId(ResourceManagerProgram.CLUSTER, number))
                .toList();
        assertThat(reader.load().applications()).containsKeys(told.toArray(new ApplicationId[0]));
    }

    private static List<Integer> numbers(ProgramContainer program, String beginning) {
        return program.said(beginning).stream().map(Integer::valueOf).toList();
    }
}
