package io.coordkit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.server.CoordServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal that is no real one: keys go in, what would be on the screen comes out. */
@Timeout(60)
class DialogueTest {

    private static final String TAB = "\t";
    private static final String ENTER = "\r";
    private static final String CTRL_D = "\u0004";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void completesCommandsAndPathsAndKeepsAHistoryWithoutPasswords() throws Exception {
        try (CoordServer server =
                CoordServer.builder().dataDirectory(directory.resolve("data")).start()) {
            type(
                    server,
                    "tre" + TAB + "-d 1" + ENTER,
                    "get /zoo" + TAB + "/q" + TAB + ENTER,
                    "addauth digest u:p" + ENTER,
                    CTRL_D);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("└── zookeeper")
                .doesNotContain("not found");
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("(CONNECTED) 0] ")
                .contains("/zookeeper/quota");
        Path history = directory.resolve(".coord_history");
        assertThat(Files.readAllLines(history))
                .hasSize(2)
                .satisfies(line -> assertThat(line).endsWith(":tree -d 1"), org.assertj.core.api.Assertions.atIndex(0));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }

    private void type(CoordServer server, String... keys) throws Exception {
        Target target = new Target(server.connectString(), 30_000, false, Optional.empty());
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Output output = new Output(stream, stream);
        EventPrinter events = new EventPrinter(output, false, true);
        var input = new ByteArrayInputStream(String.join("", keys).getBytes(StandardCharsets.UTF_8));
        try (Connection connection = new Connection(target, events);
                Terminal terminal = TerminalBuilder.builder()
                        .system(false)
                        .streams(input, screen)
                        .type("ansi")
                        .encoding(StandardCharsets.UTF_8)
                        .size(new Size(120, 40))
                        .build()) {
            connection.open();
            new Dialogue(new Shell(connection, events, output, false), connection, events, directory).runOn(terminal);
        }
    }
}
