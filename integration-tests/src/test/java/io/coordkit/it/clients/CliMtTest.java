package io.coordkit.it.clients;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.coordkit.it.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ZooKeeper's C client, unmodified, through its shell. */
@Timeout(180)
class CliMtTest {

    private String program = "";

    @TempDir
    Path directory;

    @BeforeEach
    void find() {
        program = CliMt.find();
        assumeFalse(program.isEmpty(), "needs the package zookeeper-bin");
    }

    @Test
    void readsWritesAndWatches() throws IOException {
        try (ServerProcess server = SubjectServer.start();
                CliMt cli = new CliMt(program, server.connectString(), directory.resolve("first"));
                CliMt other = new CliMt(program, server.connectString(), directory.resolve("second"))) {
            cli.await("CONNECTED_STATE");
            other.await("CONNECTED_STATE");
            cli.enter("wexists /c-client");
            cli.await("Error -101 for /c-client");
            other.enter("create /c-client");
            other.await("[/c-client]: rc = 0");
            cli.await("CREATED_EVENT");
            other.enter("set /c-client hello");
            other.await("rc = 0");
            cli.enter("get /c-client");
            cli.await("value_len = 5");
            cli.await("hello");
            cli.enter("ls2 /");
            cli.await("c-client");
            other.enter("create +es /c-client/s-");
            other.await("[/c-client/s-]: rc = 0");
            cli.enter("sync /c-client");
            cli.await("rc = 0");
            cli.enter("delete /c-client");
            cli.await("-111");
            cli.enter("get /nothing");
            cli.await("-101");
        }
    }

    @Test
    void comesBackToItsSession() throws IOException {
        Path home = directory.resolve("home").toAbsolutePath();
        ServerProcess first = SubjectServer.start(home);
        try (CliMt cli = new CliMt(program, first.connectString(), directory.resolve("cli"))) {
            cli.await("CONNECTED_STATE");
            cli.enter("create +e /c-client");
            cli.await("[/c-client]: rc = 0");
            first.close();
            try (ServerProcess second = SubjectServer.start(home, first.port())) {
                cli.await("CONNECTED_STATE");
                cli.enter("get /c-client");
                cli.await("/c-client: rc = 0");
            }
        } finally {
            first.close();
        }
    }
}
