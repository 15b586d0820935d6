package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file store makes of files that are not as it left them. */
class FileRmStateStoreTest {

    private Path file;

    @BeforeEach
    void name(@TempDir Path directory) {
        file = directory.resolve("state");
    }

    @Test
    void whereverACrashCutsTheFileWholeWritesAreLeft() throws Exception {
        int before;
        try (FileRmStateStore store = open()) {
            store.start();
            store.storeApplication(Samples.application(1));
            before = Files.readAllBytes(file).length;
            store.storeApplication(Samples.application(2));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = before; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (FileRmStateStore store = open()) {
                assertThat(store.load().applications()).hasSize(length == whole.length ? 2 : 1);
            }
        }
    }

    @Test
    void aSpoiledMiddleIsNamedAndLeftAlone() throws Exception {
        try (FileRmStateStore store = open()) {
            store.start();
            store.storeApplication(Samples.application(1));
        }
        byte[] spoiled = Files.readAllBytes(file);
        spoiled[24] ^= 1;
        Files.write(file, spoiled);
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("wrong checksum at byte 8");
        assertThat(Files.readAllBytes(file)).isEqualTo(spoiled);
    }

    /** What lies behind such a record was acknowledged: it must not be taken for an end that a crash has cut off. */
    @Test
    void aSpoiledLengthIsNotAnEnd() throws Exception {
        try (FileRmStateStore store = open()) {
            store.start();
            store.storeApplication(Samples.application(1));
        }
        byte[] spoiled = Files.readAllBytes(file);
        spoiled[8] ^= 1;
        Files.write(file, spoiled);
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("no length at byte 8");
        assertThat(Files.readAllBytes(file)).isEqualTo(spoiled);
    }

    /** Behind half a record nothing could be found again. The write of an interrupted thread fails. */
    @Test
    void afterAWriteThatFailedNothingIsWritten() throws Exception {
        try (FileRmStateStore store = open()) {
            store.start();
            store.storeApplication(Samples.application(1));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> store.storeApplication(Samples.application(2)))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining(file + " cannot be written");
            assertThat(Thread.interrupted()).isTrue();
            assertThatThrownBy(() -> store.storeApplication(Samples.application(3)))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining(file + " takes no more writes");
            assertThat(store.load().applications()).hasSize(1);
        }
        try (FileRmStateStore store = open()) {
            store.start();
            assertThat(store.load().applications()).hasSize(1);
            assertThat(store.storeApplication(Samples.application(3))).isTrue();
        }
    }

    @Test
    void anotherFileIsNotOverwritten() throws Exception {
        Files.writeString(file, "not ours");
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("is no file of a state store");
        assertThat(file).hasContent("not ours");
    }

    @Test
    void twoStoresDoNotShareAFile() throws Exception {
        try (FileRmStateStore store = open()) {
            store.start();
            assertThatThrownBy(this::open)
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("is in use by another store");
            assertThat(store.storeApplication(Samples.application(1))).isTrue();
        }
        try (FileRmStateStore store = open()) {
            assertThat(store.load().applications()).hasSize(1);
        }
    }

    private FileRmStateStore open() throws StateStoreException {
        return new FileRmStateStore(file, StateStoreSettings.standalone());
    }
}
