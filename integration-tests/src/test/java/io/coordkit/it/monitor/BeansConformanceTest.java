package io.coordkit.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.RawSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The management beans of a standalone server, Apache ZooKeeper's and ours; {@code OperatorAnswersTest} has those of members. */
class BeansConformanceTest {
    @TempDir
    Path directory;

    @Test
    void beansHaveTheSameNamesAndAttributes() throws IOException {
        assertThat(beans(Backend.SUBJECT)).hasSizeGreaterThan(10).isEqualTo(beans(Backend.APACHE));
    }

    private List<String> beans(Backend backend) throws IOException {
        Path home = directory.resolve(backend.name());
        try (ServerProcess server = ServerProcess.start(backend, home, ZooCfg.standalone());
                RawSession session = Busy.open(server.port())) {
            assertThat(session.granted().accepted()).isTrue();
            return Beans.of(server.process().pid());
        }
    }
}
