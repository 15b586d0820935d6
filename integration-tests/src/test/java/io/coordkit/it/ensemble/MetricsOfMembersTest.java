package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.net.Loopback;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What leader, follower and observer have counted when the same has happened to an ensemble of Apache ZooKeeper's and to one of ours. */
@Timeout(300)
class MetricsOfMembersTest {
    private static final int FOLLOWER = 1;
    private static final int LEADER = 2;
    private static final int OBSERVER = 3;

    private static final List<String> NAMES = List.of(
            "connection_request_count",
            "connection_revalidate_count",
            "revalidate_count",
            "proposal_count",
            "commit_count",
            "learner_proposal_received_count",
            "learner_commit_received_count",
            "cnt_proposal_latency",
            "cnt_proposal_ack_creation_latency",
            "cnt_commit_propagation_latency",
            "cnt_quorum_ack_latency",
            "quit_leading_due_to_disloyal_voter");

    @Test
    void membersCountTheSame() throws IOException {
        Counted reference = counted("AA+A");
        Counted subject = counted("CC+C");
        assertThat(subject).isEqualTo(reference);
        assertThat(subject.since())
                .containsEntry("revalidate_count of 2", 1L)
                .containsEntry("connection_revalidate_count of 2", 1L)
                .containsEntry("connection_revalidate_count of 3", 1L)
                .containsEntry("cnt_proposal_latency of 1", 4L)
                .containsEntry("cnt_proposal_ack_creation_latency of 1", 4L)
                .containsEntry("cnt_commit_propagation_latency of 3", 4L);
    }

    /**
     * Some metrics by name and member.
     *
     * @param since what was counted since all served
     * @param begun how often the leader has looked at how many it synchronises, in whichever way
     */
    private record Counted(Map<String, Long> since, long begun) {}

    private static Counted counted(String mix) throws IOException {
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "metrics" + mix);
        try (EnsembleProcesses ensemble = new EnsembleProcesses(Mix.of(mix), home.toAbsolutePath(), new Loopback(3))) {
            ensemble.startAllLedByLast();
            Map<String, Long> before = values(ensemble);
            writeAndMove(ensemble);
            Map<String, Long> since = values(ensemble);
            since.replaceAll((name, value) -> value - before.get(name));
            Member leader = ensemble.member(LEADER);
            return new Counted(
                    since, value(leader, "cnt_inflight_diff_count") + value(leader, "cnt_inflight_snap_count"));
        }
    }

    /** One session begins and writes at the follower, goes to the leader, and from there to the observer. */
    private static void writeAndMove(EnsembleProcesses ensemble) throws IOException {
        var places = new ArrayList<RawSession>();
        try {
            RawSession first = RawSession.open(ensemble.member(FOLLOWER).client());
            places.add(first);
            for (String path : List.of("/a", "/b", "/c")) {
                first.call(Op.CREATE, Requests.create(path, "", List.of(Acl.OPEN), 0));
            }
            for (int next : new int[] {LEADER, OBSERVER}) {
                places.add(RawSession.resume(ensemble.member(next).client(), first.granted()));
            }
            places.get(2).call(Op.SYNC, Requests.path("/"));
        } finally {
            places.forEach(RawSession::close);
        }
    }

    private static Map<String, Long> values(EnsembleProcesses ensemble) {
        var values = new TreeMap<String, Long>();
        for (Member member : ensemble.members()) {
            NAMES.forEach(
                    name -> values.put(name + " of " + (ensemble.members().indexOf(member) + 1), value(member, name)));
        }
        return values;
    }

    private static long value(Member member, String name) {
        return Metrics.of(member, name).orElseThrow(() -> new AssertionError(member + " does not say " + name));
    }
}
