package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.RawSession.Reply;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.raw.Requests.ReadOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions whose clients fall silent: they end, never earlier than they were granted, and their ephemerals with them. */
@Timeout(120)
class ExpiryTest {

    private static final int TIMEOUT_MS = 1_000;
    private static final int PING_XID = -2;

    @TempDir
    Path home;

    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        server = SubjectServer.start(home);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawSession mortal() throws IOException {
        RawSession session = RawSession.connect(
                        server.port(), Requests.connect(0, TIMEOUT_MS, 0, new byte[16], ReadOnly.NO))
                .orElseThrow();
        assertThat(session.granted().timeoutMs()).isEqualTo(TIMEOUT_MS);
        return session;
    }

    private boolean isKnown(RawSession session) throws IOException {
        var greeting = Requests.connect(
                0, TIMEOUT_MS, session.granted().session(), session.granted().password(), ReadOnly.NO);
        Optional<RawSession> resumed = RawSession.connect(server.port(), greeting);
        resumed.ifPresent(RawSession::close);
        return resumed.orElseThrow().granted().accepted();
    }

    private static String nextEvent(RawSession session) throws IOException {
        Reply event = session.receive().orElseThrow();
        assertThat(event.xid()).isEqualTo(-1);
        int type = event.body().getInt();
        event.body().getInt();
        return type + " " + event.body().getString();
    }

    @Test
    void aSilentSessionEndsNotBeforeItsTimeout() throws IOException {
        RawSession watcher = RawSession.open(server.port());
        watcher.call(Op.ADD_WATCH, Requests.path("/", 1));
        RawSession silent = mortal();
        long lastWordBefore = System.nanoTime();
        silent.call(Op.CREATE, Requests.create("/e", "", List.of(Acl.OPEN), 1));
        assertThat(nextEvent(watcher)).isEqualTo("1 /e");
        assertThat(nextEvent(watcher)).isEqualTo("2 /e");
        assertThat(Duration.ofNanos(System.nanoTime() - lastWordBefore))
                .isGreaterThanOrEqualTo(Duration.ofMillis(TIMEOUT_MS));
        assertThat(silent.receive()).as("its connection is closed").isEmpty();
        assertThat(isKnown(silent)).isFalse();
    }

    @Test
    void onlyTheSilentOneEnds() throws IOException {
        RawSession watcher = RawSession.open(server.port());
        watcher.call(Op.ADD_WATCH, Requests.path("/", 1));
        RawSession silent = mortal();
        RawSession talking = mortal();
        silent.call(Op.CREATE, Requests.create("/silent", "", List.of(Acl.OPEN), 1));
        talking.call(Op.CREATE, Requests.create("/talking", "", List.of(Acl.OPEN), 1));
        boolean over = false;
        while (!over) {
            talking.send(PING_XID, Op.PING, new JuteOut());
            assertThat(talking.receive().orElseThrow().err()).isZero();
            over = watcher.call(Op.EXISTS, Requests.path("/silent", false)).err() != 0;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(watcher.call(Op.EXISTS, Requests.path("/talking", false)).err())
                .isZero();
        talking.endSession();
    }

    @Test
    void aSessionThatOutlivedItsServerEndsUnderTheNextOne() throws IOException {
        RawSession silent = mortal();
        silent.call(Op.CREATE, Requests.create("/e", "", List.of(Acl.OPEN), 1));
        server.process().kill9();
        server = SubjectServer.start(home);
        RawSession watcher = RawSession.open(server.port());
        Reply exists = watcher.call(Op.EXISTS, Requests.path("/e", true));
        if (exists.err() == 0) {
            assertThat(nextEvent(watcher)).isEqualTo("2 /e");
        }
        assertThat(watcher.call(Op.EXISTS, Requests.path("/e", false)).err()).isEqualTo(-101);
        assertThat(isKnown(silent)).isFalse();
    }
}
