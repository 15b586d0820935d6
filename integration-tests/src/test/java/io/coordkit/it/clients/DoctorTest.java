package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.JavaChild;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code coord doctor} beside a server that runs. */
class DoctorTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource(Backend.class)
    void findsAServerHealthyWhileItRuns(Backend backend) throws IOException {
        try (ServerProcess server = ServerProcess.start(backend, home, ZooCfg.standalone())) {
            Path output = home.resolve("doctor.txt");
            List<String> arguments = List.of("doctor", home.resolve("zoo.cfg").toString());
            Path nothing = Files.writeString(home.resolve("nothing"), "");
            try (JavaChild doctor = JavaChild.startReading(nothing, output, "io.coordkit.cli.Main", arguments)) {
                assertThat(doctor.awaitExit()).as(doctor.output()).isZero();
                assertThat(doctor.output())
                        .contains("a server runs here, on port " + server.port(), "healthy: 0 problems")
                        .doesNotContain("\tat ");
            }
            assertThat(server.isServing()).isTrue();
        }
    }
}
