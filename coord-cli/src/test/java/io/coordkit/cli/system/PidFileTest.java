package io.coordkit.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    Path directory;

    private PidFile file;

    @BeforeEach
    void name() {
        file = new PidFile(directory.resolve("pid"));
    }

    @Test
    void findsTheProcessAgain() throws Exception {
        assertThat(file.living()).isEmpty();
        file.write(ProcessHandle.current());
        assertThat(file.living()).contains(ProcessHandle.current());
        file.delete();
        assertThat(file.living()).isEmpty();
    }

    @Test
    void anotherProcessWithTheSameIdIsNotIt() throws Exception {
        file.write(ProcessHandle.current());
        String[] parts = Files.readString(file.path()).strip().split(" ");
        Files.writeString(file.path(), parts[0] + " " + (Long.parseLong(parts[1]) - 60_000));
        assertThat(file.living()).isEmpty();
    }

    @Test
    void aDeadProcessIsNotThere() throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", "read line").start();
        file.write(process.toHandle());
        assertThat(file.living()).contains(process.toHandle());
        process.destroyForcibly().waitFor();
        assertThat(file.living()).isEmpty();
    }

    @Test
    void rubbishNamesNoProcess() throws Exception {
        Files.writeString(file.path(), "a b");
        assertThat(file.living()).isEmpty();
        Files.writeString(file.path(), "");
        assertThat(file.living()).isEmpty();
    }
}
