package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.net.Loopback;
import io.coordkit.it.process.Probe;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.RawSession.Reply;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.raw.Requests.ReadOnly;
import io.coordkit.it.volume.Unlimited;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a member that has lost the others answers to clients that only read: Apache ZooKeeper and we, whatever is asked. */
@Timeout(300)
class ReadOnlyAnswersTest {
    private static final int UNIMPLEMENTED = -6;
    private static final JuteOut NOTHING = new JuteOut();
    private static final JuteOut HALF = new JuteOut().putRaw((byte) 0, (byte) 0);

    /** Known ones and some that are not; without those that are no questions. */
    private static final List<Integer> TYPES = IntStream.concat(
                    IntStream.rangeClosed(-12, 24), IntStream.rangeClosed(100, 108))
            .boxed()
            .filter(type ->
                    !List.of(Op.PING, Op.AUTH, Op.SASL, Op.CREATE_SESSION).contains(type))
            .toList();

    private static final Map<String, Question> WELL_FORMED = Map.of(
            "create", new Question(Op.CREATE, Requests.create("/a", "", List.of(Acl.OPEN), 0)),
            "create an ephemeral", new Question(Op.CREATE, Requests.create("/a", "", List.of(Acl.OPEN), 1)),
            "create without an ACL", new Question(Op.CREATE, Requests.create("/a", "", List.of(), 0)),
            "delete what is not there", new Question(Op.DELETE, Requests.path("/none", -1)),
            "set", new Question(Op.SET_DATA, Requests.setData("/", "", -1)),
            "sync", new Question(Op.SYNC, Requests.path("/")),
            "read", new Question(Op.GET_DATA, Requests.path("/zookeeper", true)),
            "read what is not there", new Question(Op.EXISTS, Requests.path("/none", true)));

    private record Question(int type, JuteOut body) {}

    @Test
    void areTheReferences() throws IOException {
        try (EnsembleProcesses theirs = lonely("AAA");
                EnsembleProcesses ours = lonely("CCC")) {
            theirs.member(1).start();
            ours.member(1).start();
            assertThat(answers(ours)).containsExactlyInAnyOrderElementsOf(answers(theirs));
        }
    }

    /** Three members, of which none runs; sessions are a server's own, since the reference has no others without a quorum. */
    private static EnsembleProcesses lonely(String mix) throws IOException {
        ZooCfg settings = EnsembleProcesses.ensemble().with("localSessionsEnabled", "true");
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "lonely" + mix);
        return new EnsembleProcesses(
                Mix.of(mix),
                home.toAbsolutePath(),
                new Loopback(3),
                settings,
                Unlimited::new,
                List.of("-Dreadonlymode.enabled=true"));
    }

    private static Set<String> answers(EnsembleProcesses ensemble) throws IOException {
        InetSocketAddress server = ensemble.member(1).client();
        ensemble.await("there is no read-only service", () -> Probe.fourLetterWord(server, "isro")
                .equals("ro"));
        Set<String> answers = new TreeSet<>();
        for (int type : TYPES) {
            answers.add(type + " of nothing: " + answer(server, new Question(type, NOTHING)));
            answers.add(type + " of half a length: " + answer(server, new Question(type, HALF)));
        }
        for (Map.Entry<String, Question> each : WELL_FORMED.entrySet()) {
            answers.add(each.getKey() + ": " + answer(server, each.getValue()));
        }
        return answers;
    }

    private static Optional<RawSession> open(InetSocketAddress server) throws IOException {
        return RawSession.connect(server, Requests.connect(0, RawSession.TIMEOUT_MS, 0, new byte[16], ReadOnly.YES));
    }

    /** What is said to the question, and whether anything is said to the next one. */
    private static String answer(InetSocketAddress server, Question question) throws IOException {
        try (RawSession session = open(server).orElseThrow()) {
            session.send(1, question.type, question.body);
            Optional<Reply> first = session.receive();
            // After this one a server hangs up, sooner or later: another question might slip in before.
            if (first.filter(reply -> reply.err() == UNIMPLEMENTED).isEmpty()) {
                session.send(2, Op.EXISTS, Requests.path("/zookeeper", false));
            }
            return text(first) + ", then " + text(session.receive());
        }
    }

    private static String text(Optional<Reply> reply) {
        return reply.map(answer -> "error " + answer.err()).orElse("nothing");
    }
}
