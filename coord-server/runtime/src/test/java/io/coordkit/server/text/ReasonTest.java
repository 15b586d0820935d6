package io.coordkit.server.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonTest {
    @TempDir
    Path directory;

    @Test
    void exceptionsThatSayItInTheirTypeOnly() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(reason(() -> Files.readString(directory.resolve("none")))).isEqualTo("no such file or directory");
        assertThat(reason(() -> Files.createDirectory(file))).isEqualTo("something else has this name");
        assertThat(reason(() -> Files.newDirectoryStream(file))).isEqualTo("it is no directory");
        assertThat(Reason.of(new AccessDeniedException("zoo.cfg"))).isEqualTo("permission denied");
    }

    @Test
    void theSystemsOwnWordsOtherwise() {
        assertThat(Reason.of(new FileSystemException("log.1", null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(Reason.of(new IOException("Is a directory"))).isEqualTo("Is a directory");
        assertThat(Reason.of(new IOException())).isEqualTo("IOException");
    }

    private static String reason(ThrowingCallable operation) {
        return Reason.of(catchThrowableOfType(IOException.class, operation));
    }
}
