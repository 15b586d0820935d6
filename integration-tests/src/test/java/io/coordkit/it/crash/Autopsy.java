package io.coordkit.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.raw.JuteIn;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.RawSession.Reply;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is left of one client's writes: the first {@code n} of them and no others, {@code n} covering all acknowledged. */
final class Autopsy {

    private final int port;
    private final Pipeliner client;
    private final SortedMap<Integer, Long> zxidOfWrite = new TreeMap<>();

    Autopsy(int port, Pipeliner client) {
        this.port = port;
        this.client = client;
    }

    void verify() throws IOException {
        RawSession session = RawSession.open(port);
        readChildren(session, client.directory() + "/numbered");
        readChildren(session, client.directory() + "/sequential");
        int sets = readRegister(session);
        session.endSession();

        int survived = zxidOfWrite.size() + sets;
        assertThat(survived).as(client.directory()).isBetween(client.acknowledged(), client.sent());
        for (int n = 0; n < survived; n++) {
            boolean set = n % Pipeliner.KINDS == 2;
            assertThat(set || zxidOfWrite.containsKey(n))
                    .as("write %d of %s", n, client.directory())
                    .isTrue();
        }
        assertThat(List.copyOf(zxidOfWrite.values()))
                .as("zxids in the order of the writes")
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /** Every node carries the number of the write that made it; no number may appear twice. */
    private void readChildren(RawSession session, String parent) throws IOException {
        JuteIn names = ok(session.call(Op.GET_CHILDREN, Requests.path(parent, false)));
        for (String name : names.getVector(names::getString)) {
            JuteIn node = ok(session.call(Op.GET_DATA, Requests.path(parent + "/" + name, false)));
            int number = Integer.parseInt(text(node));
            assertThat(zxidOfWrite.put(number, node.getLong()))
                    .as("write %d happened once", number)
                    .isNull();
        }
    }

    /** The register's version counts the sets, and its data is the number of the last. */
    private int readRegister(RawSession session) throws IOException {
        JuteIn node = ok(session.call(Op.GET_DATA, Requests.path(client.directory() + "/register", false)));
        String data = text(node);
        node.getLong();
        node.getLong();
        node.getLong();
        node.getLong();
        int version = node.getInt();
        String expected = version == 0 ? "" : Integer.toString(version * Pipeliner.KINDS - 1);
        assertThat(data).as("register at version %d", version).isEqualTo(expected);
        return version;
    }

    private static String text(JuteIn in) {
        byte[] data = in.getBuffer();
        return data == null ? "" : new String(data, StandardCharsets.UTF_8);
    }

    private static JuteIn ok(Reply reply) {
        assertThat(reply.err()).isZero();
        return reply.body();
    }
}
