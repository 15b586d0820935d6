package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coordkit.it.process.Commands;
import io.coordkit.it.process.ServerProcess;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Debian's kazoo, unmodified: sessions, watches, transactions, recipes and permissions from Python. */
@Timeout(180)
class KazooTest {

    /** The system's, whose packages are Debian's. */
    private static final String PYTHON = "/usr/bin/python3";

    @Test
    void doesWhatPeopleDoWithIt() throws IOException, URISyntaxException {
        assumeTrue(isInstalled(), "needs the package python3-kazoo");
        URL script = Objects.requireNonNull(KazooTest.class.getResource("/clients/kazoo_client.py"));
        try (ServerProcess server = SubjectServer.start()) {
            String printed = Commands.run(PYTHON, Path.of(script.toURI()).toString(), server.connectString());
            assertThat(printed).endsWith("done\n");
        }
    }

    private static boolean isInstalled() {
        try {
            Commands.run(PYTHON, "-c", "import kazoo");
            return true;
        } catch (IOException missing) {
            return false;
        }
    }
}
