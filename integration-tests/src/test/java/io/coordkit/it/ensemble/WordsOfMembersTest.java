package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.monitor.Shape;
import io.coordkit.it.net.Loopback;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.Probe;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.volume.Unlimited;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the leader, a follower and an observer that learns from it say, of an ensemble of Apache ZooKeeper's and of one of ours. */
@Timeout(300)
class WordsOfMembersTest {
    private static final List<String> WORDS = List.of("srvr", "conf", "dump", "isro", "wchs");

    /** Metrics of queues of single learners, which we have not, and our own. */
    private static final String OURS_OR_THEIRS = "zk_\\w+_learner_handler_qp_\\w+|zk_coordkit_\\w+";

    @Test
    void membersSayFromWhomAnObserverLearns() throws IOException {
        ZooCfg settings = EnsembleProcesses.ensemble().with("observerMasterPort", Integer.toString(Ports.free()));
        List<String> reference = said("AA+A", settings);
        List<String> subject = said("CC+C", settings);
        assertThat(subject).containsExactlyElementsOf(reference);
        assertThat(subject).contains("mntr of 1: zk_synced_observers");
    }

    /** Role by role, in the order leader, follower, observer. */
    private static List<String> said(String mix, ZooCfg settings) throws IOException {
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "words" + mix);
        try (EnsembleProcesses ensemble =
                new EnsembleProcesses(Mix.of(mix), home.toAbsolutePath(), new Loopback(3), settings, Unlimited::new)) {
            ensemble.startAllLedByLast();
            var said = new ArrayList<String>();
            for (int id : new int[] {2, 1, 3}) {
                Member member = ensemble.member(id);
                for (String word : WORDS) {
                    said.add(word + " of " + id + ":\n" + shape(member, word));
                }
                metrics(member).forEach(name -> said.add("mntr of " + id + ": " + name));
            }
            return said;
        }
    }

    private static String shape(Member member, String word) {
        String shape = Shape.of(Probe.fourLetterWord(member.client(), word));
        int connections = shape.indexOf("Connections dump:");
        return connections < 0 ? shape : shape.substring(0, connections);
    }

    private static List<String> metrics(Member member) {
        return Shape.keys(Probe.fourLetterWord(member.client(), "mntr"), "\t").stream()
                .filter(name -> !name.matches(OURS_OR_THEIRS))
                .toList();
    }
}
