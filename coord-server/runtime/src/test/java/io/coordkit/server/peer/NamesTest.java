package io.coordkit.server.peer;

import static io.coordkit.server.peer.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.replica.Input;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are named, and whose names change their meaning while others try to reach them (ZOOKEEPER-4708). */
@Timeout(120)
class NamesTest {
    private static final String NAME = "one.test";

    @TempDir
    Path directory;

    private final Map<String, List<InetAddress>> known = new ConcurrentHashMap<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private TestEnsemble ensemble;

    @BeforeEach
    void nameOne() throws IOException {
        ensemble = new TestEnsemble(directory, 1, 2);
        ensemble.hosts.put(1L, NAME);
        ensemble.names = name -> {
            List<InetAddress> addresses = known.get(name);
            asked.countDown();
            if (addresses == null) {
                throw new UnknownHostException(name);
            }
            return addresses.toArray(new InetAddress[0]);
        };
    }

    @AfterEach
    void stopAll() throws Exception {
        ensemble.close();
    }

    private void moveToLoopback() {
        known.put(NAME, List.of(InetAddress.getLoopbackAddress()));
    }

    /** An address of this machine at which nobody listens. */
    private static InetAddress elsewhere() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    }

    private void awaitReachable(TestEnsemble.Ours two) throws InterruptedException {
        while (!two.inbox.await(Input.Reachable.class).reachable()) {
            // Not yet.
        }
    }

    @Test
    void aNameMayBecomeKnown() throws Exception {
        TestEnsemble.Ours two = ensemble.ours(2);
        ensemble.hosts.clear();
        ensemble.ours(1);
        two.network.vote(1, vote(1));
        assertThat(two.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(1, false));
        moveToLoopback();
        awaitReachable(two);
    }

    @Test
    void aServerMayMove() throws Exception {
        known.put(NAME, List.of(elsewhere()));
        TestEnsemble.Ours two = ensemble.ours(2);
        ensemble.hosts.clear();
        ensemble.ours(1);
        two.network.vote(1, vote(1));
        asked.await();
        moveToLoopback();
        awaitReachable(two);
        two.network.dial(1);
        assertThat(two.inbox.await(Input.LeaderDialled.class).server()).isEqualTo(1);
    }

    @Test
    void allAddressesOfANameAreTried() throws Exception {
        known.put(NAME, List.of(elsewhere(), InetAddress.getLoopbackAddress()));
        TestEnsemble.Ours two = ensemble.ours(2);
        ensemble.hosts.clear();
        ensemble.ours(1);
        two.network.vote(1, vote(1));
        awaitReachable(two);
        two.network.dial(1);
        two.network.dial(1);
        assertThat(two.inbox.await(Input.LeaderDialled.class).server()).isEqualTo(1);
    }

    @Test
    void aNameServiceThatHangsKeepsNobodyElseWaiting() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ensemble.names = name -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(name);
        };
        TestEnsemble.Ours two = ensemble.ours(2);
        two.network.vote(1, vote(1));
        two.network.dial(1);
        try (Wire learner = Wire.to(ensemble.quorumPort(2)).write(Packets.ack(5))) {
            assertThat(Packets.zxid(two.inbox.await(Input.PeerReceived.class))).isEqualTo(5);
            two.close();
            assertThat(learner.isCut()).isTrue();
        } finally {
            never.countDown();
        }
    }
}
