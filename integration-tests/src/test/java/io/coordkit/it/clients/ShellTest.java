package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coord shell} and the reference's {@code zkCli}, typed the same, on servers that are the same. */
class ShellTest {

    private static final List<String> COMMANDS = List.of(
            "create /a one",
            "create -s /a/s- \"two words\"",
            "create -e /a/e 'three'",
            "create -c /c",
            "create -t 60000 /t ttl",
            "create /a again",
            "create /none/x",
            "create",
            "ls /",
            "ls -s /a",
            "ls -R /a",
            "ls /none",
            "ls none",
            "ls",
            "ls -z /",
            "get -s /a",
            "get -b /a",
            "get -x /a/s-0000000000",
            "get /none",
            "get",
            "stat /a/e",
            "stat /none",
            "history",
            "redo 0",
            "redo 99",
            "printwatches",
            "get -w /a",
            "printwatches off",
            "printwatches",
            "set /a changed",
            "set -s -v 1 /a again",
            "set -v 7 /a again",
            "set /a",
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
            "removewatches /c",
            "sync /a",
            "config",
            "config -c",
            "version",
            "setquota -n 5 /c",
            "listquota /c",
            "delquota /c",
            "listquota /c",
            "delete /a",
            "delete -v 3 /c",
            "delete /c",
            "reconfig -add server.2=127.0.0.1:1:2",
            "deleteall /a",
            "deleteall /secret",
            "ls /",
            "close",
            "ls /",
            "connect",
            "ls /",
            "get /none",
            "quit",
            "ls /");

    @TempDir
    Path home;

    @Test
    void bothShellsPrintTheSame() throws IOException {
        List<String> expected = typed(ZkCli.REFERENCE);
        assertThat(expected)
                .as("the commands did something")
                .contains("Created /a", "Node already exists: /a", "version No is not valid : /a", "Not connected")
                .hasSizeGreaterThan(COMMANDS.size());
        assertThat(typed(ZkCli.SUBJECT)).containsExactlyElementsOf(expected);
    }

    @Test
    void bothShellsAnswerACommandLineTheSame() throws IOException {
        List<String> expected = onCommandLine(ZkCli.REFERENCE);
        assertThat(expected).contains("exit code 0", "exit code 1");
        assertThat(onCommandLine(ZkCli.SUBJECT)).containsExactlyElementsOf(expected);
    }

    private List<String> typed(ZkCli shell) throws IOException {
        Path directory = Files.createDirectories(home.resolve("typed-" + shell));
        try (ServerProcess server = start(directory)) {
            return shell.type(directory, server.connectString(), COMMANDS);
        }
    }

    private List<String> onCommandLine(ZkCli shell) throws IOException {
        Path directory = Files.createDirectories(home.resolve("given-" + shell));
        try (ServerProcess server = start(directory)) {
            List<String> lines = new ArrayList<>();
            lines.addAll(shell.command(directory, server.connectString(), "create", "/a", "two words"));
            lines.addAll(shell.command(directory, server.connectString(), "get", "-s", "/a"));
            lines.addAll(shell.command(directory, server.connectString() + "/a", "create", "/b"));
            lines.addAll(shell.command(directory, server.connectString(), "delete", "/a"));
            return lines;
        }
    }

    private static ServerProcess start(Path directory) throws IOException {
        return ServerProcess.start(
                Backend.SUBJECT, directory, ZooCfg.standalone().with("extendedTypesEnabled", "true"));
    }
}
