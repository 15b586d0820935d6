package io.coordkit.server.peer;

import static io.coordkit.server.peer.Votes.notification;
import static io.coordkit.server.peer.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.replica.Input;
import java.nio.file.Path;
import org.apache.zookeeper.server.quorum.ApacheTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Election messages between our sockets and Apache's, whoever begins and whoever has the larger number. */
@Timeout(120)
class ApacheElectionTest {
    @TempDir
    Path directory;

    private TestEnsemble ensemble;

    @BeforeEach
    void choosePorts() throws Exception {
        ensemble = new TestEnsemble(directory, 1, 2, 3);
    }

    @AfterEach
    void stopAll() throws Exception {
        ensemble.close();
    }

    @Test
    void oursIsLargerAndBegins() throws Exception {
        ApacheTransport apache = ensemble.apache(1);
        TestEnsemble.Ours ours = ensemble.ours(2);
        ours.network.vote(1, vote(10));
        assertThat(apache.receive(2)).isEqualTo(vote(10));
        assertThat(ours.inbox.await(Input.Reachable.class).server()).isEqualTo(1);
        apache.send(2, vote(11));
        assertThat(ours.inbox.await(Input.VoteReceived.class)).isEqualTo(new Input.VoteReceived(1, notification(11)));
    }

    @Test
    void oursIsSmallerAndBegins() throws Exception {
        ApacheTransport apache = ensemble.apache(3);
        TestEnsemble.Ours ours = ensemble.ours(2);
        ours.network.vote(3, vote(10));
        assertThat(apache.receive(2)).isEqualTo(vote(10));
        apache.send(2, vote(11));
        assertThat(ours.inbox.await(Input.VoteReceived.class)).isEqualTo(new Input.VoteReceived(3, notification(11)));
    }

    @Test
    void oursIsLargerAndIsAsked() throws Exception {
        TestEnsemble.Ours ours = ensemble.ours(2);
        ApacheTransport apache = ensemble.apache(1);
        apache.send(2, vote(10));
        assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(1, true));
        assertThat(ours.inbox.next(Input.VoteReceived.class)).isEqualTo(new Input.VoteReceived(1, notification(10)));
        ours.network.vote(1, vote(11));
        assertThat(apache.receive(2)).isEqualTo(vote(11));
    }

    @Test
    void oursIsSmallerAndIsAsked() throws Exception {
        TestEnsemble.Ours ours = ensemble.ours(2);
        ApacheTransport apache = ensemble.apache(3);
        apache.send(2, vote(10));
        assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(3, true));
        assertThat(ours.inbox.next(Input.VoteReceived.class)).isEqualTo(new Input.VoteReceived(3, notification(10)));
        ours.network.vote(3, vote(11));
        assertThat(apache.receive(2)).isEqualTo(vote(11));
    }

    @Test
    void manyMessagesComeInOrder() throws Exception {
        TestEnsemble.Ours ours = ensemble.ours(2);
        ApacheTransport apache = ensemble.apache(1);
        for (int round = 1; round <= 50; round++) {
            ours.network.vote(1, vote(round));
            assertThat(apache.receive(2)).isEqualTo(vote(round));
            apache.send(2, vote(-round));
            assertThat(ours.inbox.await(Input.VoteReceived.class).notification().round())
                    .isEqualTo(-round);
        }
    }

    @Test
    void aSmallerOneThatComesBackIsToldTheLastMessageAgain() throws Exception {
        TestEnsemble.Ours ours = ensemble.ours(2);
        comesBack(ours, 1);
    }

    @Test
    void aLargerOneThatComesBackIsToldTheLastMessageAgain() throws Exception {
        TestEnsemble.Ours ours = ensemble.ours(2);
        comesBack(ours, 3);
    }

    private void comesBack(TestEnsemble.Ours ours, long other) throws Exception {
        try (ApacheTransport apache = ensemble.apache(other)) {
            ours.network.vote(other, vote(10));
            assertThat(apache.receive(2)).isEqualTo(vote(10));
        }
        awaitReachable(ours, false);
        ApacheTransport again = ensemble.apache(other);
        again.send(2, vote(20));
        awaitReachable(ours, true);
        assertThat(again.receive(2)).isEqualTo(vote(10));
        assertThat(ours.inbox.await(Input.VoteReceived.class).notification().round())
                .isEqualTo(20);
    }

    @Test
    void aSmallerOneThatComesBackIsFoundWithoutAMessage() throws Exception {
        TestEnsemble.Ours ours = ensemble.ours(2);
        try (ApacheTransport apache = ensemble.apache(1)) {
            ours.network.vote(1, vote(10));
            assertThat(apache.receive(2)).isEqualTo(vote(10));
            awaitReachable(ours, true);
        }
        awaitReachable(ours, false);
        ApacheTransport again = ensemble.apache(1);
        awaitReachable(ours, true);
        assertThat(again.receive(2)).isEqualTo(vote(10));
    }

    /** It may have been refused meanwhile: Apache's listener starts in its own time. */
    private static void awaitReachable(TestEnsemble.Ours ours, boolean reachable) throws InterruptedException {
        while (ours.inbox.await(Input.Reachable.class).reachable() != reachable) {
            // Not yet.
        }
    }
}
