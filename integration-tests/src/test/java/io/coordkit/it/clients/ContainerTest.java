package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.raw.JuteIn;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a container cannot be seen in a stat, only by its disappearing. */
class ContainerTest {

    @TempDir
    Path home;

    @Test
    void theOperationMakesAContainerNotTheMode() throws IOException {
        try (ServerProcess server = SubjectServer.start(home)) {
            RawSession client = RawSession.open(server.port());
            useUp(client, Op.CREATE, 4, "/stays-create");
            useUp(client, Op.CREATE2, 4, "/stays-create2");
            for (int flags : List.of(4, 0, 1)) {
                useUp(client, Op.CREATE_CONTAINER, flags, "/goes" + flags);
            }
            create(client, Op.CREATE_CONTAINER, 4, "/stays-unused");
            Eventually.holds(
                    Duration.ofSeconds(40), () -> children(client).stream().noneMatch(name -> name.startsWith("goes")));
            assertThat(children(client)).contains("stays-create", "stays-create2", "stays-unused");
            client.endSession();
        }
    }

    /** Creates a node, and a child that comes and goes. */
    private static void useUp(RawSession client, int type, int flags, String path) throws IOException {
        create(client, type, flags, path);
        create(client, Op.CREATE, 0, path + "/child");
        assertThat(client.call(Op.DELETE, Requests.path(path + "/child", -1)).err())
                .isZero();
    }

    private static void create(RawSession client, int type, int flags, String path) throws IOException {
        assertThat(client.call(type, Requests.create(path, "", List.of(Acl.OPEN), flags))
                        .err())
                .as(path)
                .isZero();
    }

    private static List<String> children(RawSession client) throws IOException {
        JuteIn names = client.call(Op.GET_CHILDREN, Requests.path("/", false)).body();
        return names.getVector(names::getString);
    }
}
