package io.coordkit.it.crash;

import io.coordkit.it.raw.JuteIn;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.RawSession.Reply;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One client that keeps many writes in flight until its server dies: numbered nodes, sequential nodes and a register
 * in turn, each carrying the number of the write.
 */
final class Pipeliner {

    /** Number {@code n} creates a node, appends a sequential one, or sets the register, by {@code n % KINDS}. */
    static final int KINDS = 3;

    private static final int WINDOW = 200;

    private final String directory;
    private final RawSession session;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Semaphore window = new Semaphore(WINDOW);
    private volatile boolean over;

    Pipeliner(int port, String directory) throws IOException {
        this.directory = directory;
        this.session = RawSession.open(port);
        for (String path :
                List.of(directory, directory + "/numbered", directory + "/sequential", directory + "/register")) {
            expectOk(session.call(Op.CREATE, Requests.create(path, "", List.of(Acl.OPEN), 0)));
        }
    }

    private static void expectOk(Reply reply) {
        if (reply.err() != 0) {
            throw new AssertionError("write refused with " + reply.err());
        }
    }

    String directory() {
        return directory;
    }

    /** Writes that may have happened. */
    int sent() {
        return sent.get();
    }

    /** Writes that must have happened: the first so many. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Sends until the server is gone. */
    void sendAll() throws IOException, InterruptedException {
        for (int n = 0; !over; n++) {
            window.acquire();
            sent.set(n + 1);
            session.connection().send(request(n).toBytes());
        }
    }

    private JuteOut request(int n) {
        String number = Integer.toString(n);
        return switch (n % KINDS) {
            case 0 -> create(n, directory + "/numbered/" + number, 0);
            case 1 -> create(n, directory + "/sequential/s-", 2);
            default -> Requests.request(n, Op.SET_DATA, Requests.setData(directory + "/register", number, n / KINDS));
        };
    }

    private static JuteOut create(int n, String path, int flags) {
        return Requests.request(n, Op.CREATE, Requests.create(path, Integer.toString(n), List.of(Acl.OPEN), flags));
    }

    /** Reads acknowledgements until the server is gone. */
    void receiveAll() throws IOException {
        Optional<Reply> next = receive();
        for (int n = 0; next.isPresent(); n++) {
            expectOk(next.get());
            if (next.get().xid() != n) {
                throw new AssertionError("reply to " + next.get().xid() + " where " + n + " was next");
            }
            acknowledged.set(n + 1);
            window.release();
            next = receive();
        }
        over = true;
        window.release(WINDOW);
        session.close();
    }

    private Optional<Reply> receive() throws IOException {
        return session.connection()
                .receive()
                .map(JuteIn::new)
                .map(in -> new Reply(in.getInt(), in.getLong(), in.getInt(), in));
    }
}
