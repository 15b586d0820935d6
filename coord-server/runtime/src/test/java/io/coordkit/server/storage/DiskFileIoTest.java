package io.coordkit.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileInput;
import io.coordkit.core.storage.SnapshotFileWriter;
import io.coordkit.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFileIoTest {
    @TempDir
    Path root;

    private DiskFileIo files;

    @BeforeEach
    void open() {
        files = DiskFileIo.open(root.resolve("data/version-2"), true);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void listsPlainFilesSorted() throws IOException {
        for (String name : new String[] {"c", "a", "b"}) {
            files.create(name).close();
        }
        Files.createDirectory(files.directory().resolve("directory"));
        assertThat(files.list()).containsExactly("a", "b", "c");
        files.rename("c", "a");
        files.delete("b");
        files.forceDirectory();
        assertThat(files.list()).containsExactly("a");
        assertThat(files.exists("b")).isFalse();
    }

    @Test
    void writesBeforeTheZeroFillAndReadsBack() throws IOException {
        byte[] content = noise(700_000);
        try (FileHandle file = files.create("f")) {
            file.append(content, 0, 10);
            file.extendTo(1_000_000);
            file.append(content, 10, content.length - 10);
            assertThat(file.position()).isEqualTo(content.length);
            assertThat(file.size()).isEqualTo(1_000_000);
            file.force();
            file.truncate(content.length);
            assertThat(file.size()).isEqualTo(content.length);
        }
        assertThat(Files.readAllBytes(files.directory().resolve("f"))).isEqualTo(content);
        byte[] read = new byte[content.length];
        try (FileInput input = files.open("f", 5)) {
            int filled = 5;
            for (int n = 0; n >= 0; filled += Math.max(n, 0)) {
                n = input.read(read, filled, read.length - filled);
                if (filled + n == read.length) {
                    assertThat(input.read(read, 0, 1)).isEqualTo(-1);
                    break;
                }
            }
        }
        System.arraycopy(content, 0, read, 0, 5);
        assertThat(read).isEqualTo(content);
    }

    @Test
    void appendsToAnExistingFile() throws IOException {
        try (FileHandle file = files.create("f")) {
            file.append(new byte[] {1, 2}, 0, 2);
        }
        try (FileHandle file = files.openForAppend("f")) {
            file.append(new byte[] {3}, 0, 1);
        }
        assertThat(Files.readAllBytes(files.directory().resolve("f"))).containsExactly(1, 2, 3);
    }

    @Test
    void namesTheFileInItsErrors() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> files.open("missing", 0))
                .withMessageEndingWith("version-2/missing: cannot open for reading: no such file or directory");
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> files.delete("missing"));
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> files.size("missing"));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> DiskFileIo.open(root.resolve("nowhere"), false))
                .withMessageEndingWith("nowhere: directory does not exist");
    }

    @Test
    void saysWhyThereCanBeNoDirectory() throws IOException {
        Path file = Files.createFile(root.resolve("file"));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> DiskFileIo.open(file.resolve("version-2"), true))
                .withMessage(file + ": cannot create the directory: something else has this name");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> DiskFileIo.open(file, false))
                .withMessage(file + ": is no directory");
    }

    @Test
    void writesASnapshotEntirelyOrNotAtAll() throws IOException {
        byte[] content = noise(100_000);
        DataDirectory directory = new DataDirectory(files, files);
        try (SnapshotFileWriter writer = SnapshotFileWriter.start(directory, 0xabc)) {
            writer.write(content, 0, 60_000);
            writer.write(content, 60_000, 40_000);
            assertThat(files.list()).containsExactly("tmp.snapshot.abc");
            writer.commit();
        }
        assertThat(Files.readAllBytes(files.directory().resolve("snapshot.abc")))
                .isEqualTo(content);
        try (SnapshotFileWriter writer = SnapshotFileWriter.start(directory, 0xdef)) {
            writer.write(content, 0, 10);
        }
        assertThat(files.list()).containsExactly("snapshot.abc");
    }
}
