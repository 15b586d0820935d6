package io.coordkit.it.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.RawSession.Reply;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.SetDataTxn;
import org.apache.zookeeper.txn.TxnHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters at their end, after two thousand million changes; a log says that those have been made. */
class CounterEndTest {

    private static final int NODE_EXISTS = -110;
    private static final int BAD_VERSION = -103;
    private static final int SEQUENTIAL = 2;

    @TempDir
    Path directory;

    /** Asks for something and says in a word what came. */
    private interface Question {
        String ask(RawSession session) throws IOException;
    }

    private Path home(Backend backend) throws IOException {
        Path home = directory.resolve(backend.name());
        Path files = Files.createDirectories(home.resolve("data").resolve("version-2"));
        FileTxnLog log = new FileTxnLog(files.toFile());
        append(log, 1, OpCode.create, create("/seq", 1));
        append(log, 2, OpCode.create, create("/seq/first", Integer.MAX_VALUE - 1));
        append(log, 3, OpCode.setData, new SetDataTxn("/seq", new byte[0], Integer.MAX_VALUE - 1));
        log.commit();
        log.close();
        return home;
    }

    private static CreateTxn create(String path, int parentCversion) {
        return new CreateTxn(path, new byte[0], Ids.OPEN_ACL_UNSAFE, false, parentCversion);
    }

    private static void append(FileTxnLog log, long zxid, int type, Record txn) throws IOException {
        log.append(new Request(new TxnHeader(0, 0, zxid, 1_700_000_000_000L, type), txn, null));
    }

    private List<String> answers(Backend backend, List<Question> questions) throws IOException {
        ZooCfg cfg = ZooCfg.standalone().with("snapshot.trust.empty", "true");
        List<String> answers = new ArrayList<>();
        try (ServerProcess server =
                        ServerProcess.start(backend, home(backend), cfg, "-Dzookeeper.digest.enabled=false");
                RawSession session = RawSession.open(server.port())) {
            for (Question question : questions) {
                answers.add(question.ask(session));
            }
            session.endSession();
        }
        return answers;
    }

    private static String createNext(RawSession session) throws IOException {
        Reply reply = session.call(Op.CREATE, Requests.create("/seq/n-", "", List.of(Acl.OPEN), SEQUENTIAL));
        return reply.err() == 0 ? reply.body().getString() : "error " + reply.err();
    }

    private static Question set(int version) {
        return session -> {
            Reply reply = session.call(Op.SET_DATA, Requests.setData("/seq", "", version));
            if (reply.err() != 0) {
                return "error " + reply.err();
            }
            for (int i = 0; i < 4; i++) {
                reply.body().getLong();
            }
            return Integer.toString(reply.body().getInt());
        };
    }

    @Test
    void sequentialNamesEnd() throws IOException {
        List<Question> questions = List.of(
                CounterEndTest::createNext,
                CounterEndTest::createNext,
                CounterEndTest::createNext,
                CounterEndTest::createNext);
        String refused = "error " + NODE_EXISTS;
        assertThat(answers(Backend.APACHE, questions))
                .containsExactly("/seq/n-2147483646", "/seq/n-2147483647", refused, refused)
                .isEqualTo(answers(Backend.COORD, questions));
    }

    @Test
    void versionsGoOnBelowZero() throws IOException {
        List<Question> questions = List.of(set(-1), set(Integer.MAX_VALUE), set(0), set(Integer.MIN_VALUE), set(-1));
        assertThat(answers(Backend.APACHE, questions))
                .containsExactly("2147483647", "-2147483648", "error " + BAD_VERSION, "-2147483647", "-2147483646")
                .isEqualTo(answers(Backend.COORD, questions));
    }
}
