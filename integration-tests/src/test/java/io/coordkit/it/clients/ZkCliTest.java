package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZkCliTest {

    private static final List<String> COMMANDS = List.of(
            "create /a one",
            "create -s /a/s- two",
            "create -e /a/e three",
            "create -c /c",
            "create -t 60000 /t ttl",
            "create /a again",
            "create /none/x",
            "ls /",
            "ls -s /a",
            "ls -R /a",
            "ls /none",
            "get -s /a",
            "get /none",
            "stat /a/e",
            "stat /none",
            "set /a changed",
            "set -s -v 1 /a again",
            "set -v 7 /a again",
            "get /a",
            "getAcl /a",
            "whoami",
            "addauth digest user:password",
            "create /secret mine auth::cdrwa",
            "getAcl -s /secret",
            "setAcl -s /a world:anyone:r",
            "set /a forbidden",
            "setAcl /a/e nonsense",
            "getAllChildrenNumber /a",
            "getEphemerals",
            "getEphemerals /a",
            "addWatch -m PERSISTENT /c",
            "removewatches /c",
            "sync /a",
            "config",
            "delete /a",
            "delete -v 3 /c",
            "delete /c",
            "reconfig -add server.2=127.0.0.1:1:2",
            "deleteall /a",
            "deleteall /secret",
            "ls /",
            "nonsense",
            "quit");

    @TempDir
    Path home;

    @Test
    void theShellPrintsTheSameOnBothServers() throws IOException {
        List<String> expected = session(Backend.APACHE, "reference");
        assertThat(expected)
                .as("the commands did something")
                .contains("Created /a", "Node already exists: /a", "version No is not valid : /a")
                .hasSizeGreaterThan(COMMANDS.size());
        assertThat(session(Backend.SUBJECT, "subject")).containsExactlyElementsOf(expected);
    }

    private List<String> session(Backend backend, String name) throws IOException {
        Path directory = Files.createDirectories(home.resolve(name));
        ZooCfg cfg = ZooCfg.standalone().with("extendedTypesEnabled", "true");
        try (ServerProcess server = ServerProcess.start(backend, directory, cfg)) {
            return ZkCli.REFERENCE.type(directory, server.connectString(), COMMANDS);
        }
    }
}
