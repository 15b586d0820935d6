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
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.TxnHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes after two thousand million sequential znodes under one parent; a log says that they have been made. */
class SequenceEndTest {

    private static final int NODE_EXISTS = -110;
    private static final int SEQUENTIAL = 2;

    @TempDir
    Path directory;

    private Path homeWithFullCounter(Backend backend) throws IOException {
        Path home = directory.resolve(backend.name());
        FileTxnLog log = new FileTxnLog(Files.createDirectories(home.resolve("data"))
                .resolve("version-2")
                .toFile());
        append(log, 1, "/seq", 1);
        append(log, 2, "/seq/first", Integer.MAX_VALUE - 1);
        log.commit();
        log.close();
        return home;
    }

    private static void append(FileTxnLog log, long zxid, String path, int parentCversion) throws IOException {
        TxnHeader header = new TxnHeader(0, 0, zxid, 1_700_000_000_000L, OpCode.create);
        CreateTxn txn = new CreateTxn(path, new byte[0], Ids.OPEN_ACL_UNSAFE, false, parentCversion);
        log.append(new Request(header, txn, null));
    }

    private List<String> names(Backend backend) throws IOException {
        ZooCfg cfg = ZooCfg.standalone().with("snapshot.trust.empty", "true").with("digest.enabled", "false");
        List<String> names = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(backend, homeWithFullCounter(backend), cfg);
                RawSession session = RawSession.open(server.port())) {
            for (int i = 0; i < 4; i++) {
                Reply reply = session.call(Op.CREATE, Requests.create("/seq/n-", "", List.of(Acl.OPEN), SEQUENTIAL));
                names.add(reply.err() == 0 ? reply.body().getString() : "error " + reply.err());
            }
            session.endSession();
        }
        return names;
    }

    @Test
    void theCounterStaysAtItsEnd() throws IOException {
        String refused = "error " + NODE_EXISTS;
        assertThat(names(Backend.APACHE))
                .containsExactly("/seq/n-2147483646", "/seq/n-2147483647", refused, refused)
                .isEqualTo(names(Backend.COORD));
    }
}
