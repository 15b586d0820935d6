package io.coordkit.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.coordkit.core.client.AuditSink.Asker;
import io.coordkit.core.tree.TxnResult;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.Stat;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The lines are the reference's, field by field. */
class AuditLogTest {
    private static final Asker ASKER = new Asker(0x1a, "10.0.0.7", "10.0.0.7,alice");
    private static final String BY_ASKER = "session=0x1a\tuser=10.0.0.7,alice\tip=10.0.0.7\t";
    private static final Stat STAT = new Stat(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.apache.zookeeper.audit.Slf4jAuditLogger");
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final AuditLog audit = new AuditLog();

    @BeforeEach
    void listen() {
        written.start();
        logger.addAppender(written);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(written);
    }

    @Test
    void aCreationSaysWhatWasMade() {
        WriteRequest request = new WriteRequest.Create(OpCode.CREATE, "/a-", new byte[0], Acl.OPEN, 3, -1);
        audit.onDecided(ASKER, request, new TxnResult.Created(OpCode.CREATE, "/a-0000000001", STAT));
        assertThat(lines())
                .containsExactly(BY_ASKER
                        + "operation=create\tznode=/a-0000000001\tznode_type=ephemeral_sequential\tresult=success");
    }

    @Test
    void aRefusalIsAnError() {
        audit.onDecided(ASKER, new WriteRequest.Delete("/a", -1), TxnResult.Refused.with(ErrorCode.NO_NODE));
        assertThat(lines()).containsExactly(BY_ASKER + "operation=delete\tznode=/a\tresult=failure");
        assertThat(written.list.get(0).getLevel()).isEqualTo(Level.ERROR);
    }

    @Test
    void listsAreShown() {
        List<Acl> list = List.of(new Acl(Acl.ALL, "world", "anyone"), new Acl(Acl.READ, "ip", "10.0.0.1"));
        audit.onDecided(ASKER, new WriteRequest.SetAcl("/a", list, -1), new TxnResult.Changed(OpCode.SET_ACL, STAT));
        assertThat(lines())
                .containsExactly(
                        BY_ASKER + "operation=setAcl\tznode=/a\tacl=world:anyone:cdrwaip:10.0.0.1:r\tresult=success");
    }

    @Test
    void aMultiIsItsPartsOrOneFailure() {
        WriteRequest multi = new WriteRequest.Multi(
                List.of(
                        new WriteRequest.SetData("/a", new byte[0], -1),
                        new WriteRequest.Check("/a", 1),
                        new WriteRequest.Delete("/b", -1)),
                true);
        audit.onDecided(
                ASKER,
                multi,
                new TxnResult.Parts(List.of(
                        new TxnResult.Changed(OpCode.SET_DATA, STAT),
                        new TxnResult.Done(OpCode.CHECK),
                        new TxnResult.Done(OpCode.DELETE))));
        TxnResult refused = TxnResult.Refused.with(ErrorCode.NO_NODE);
        audit.onDecided(ASKER, multi, new TxnResult.Parts(List.of(refused, refused, refused)));
        assertThat(lines())
                .containsExactly(
                        BY_ASKER + "operation=setData\tznode=/a\tresult=success",
                        BY_ASKER + "operation=delete\tznode=/b\tresult=success",
                        BY_ASKER + "operation=multiOperation\tresult=failure");
    }

    @Test
    void whatTheServerDoesIsDoneByWhoeverRunsIt() {
        String self = System.getProperty("user.name");
        audit.onStart();
        audit.onEphemeralGone("/e", 0x1a);
        audit.onStop();
        assertThat(lines())
                .containsExactly(
                        "user=" + self + "\toperation=serverStart\tresult=success",
                        "session=0x1a\tuser=" + self
                                + "\toperation=ephemeralZNodeDeletionOnSessionCloseOrExpire\tznode=/e\tresult=success",
                        "user=" + self + "\toperation=serverStop\tresult=invoked");
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
