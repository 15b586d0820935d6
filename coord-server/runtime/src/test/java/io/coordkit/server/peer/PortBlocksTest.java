package io.coordkit.server.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortBlocksTest {
    @TempDir
    private Path directory;

    private PortBlocks blocks(Path where) {
        return new PortBlocks(where, 12_000, 4, 100, new Random(1));
    }

    private static List<Integer> claimAll(PortBlocks blocks) throws IOException {
        List<Integer> claimed = new ArrayList<>();
        for (OptionalInt port = blocks.claim(); port.isPresent(); port = blocks.claim()) {
            claimed.add(port.getAsInt());
        }
        return claimed;
    }

    @Test
    void eachBlockIsClaimedOnce() throws IOException {
        assertThat(claimAll(blocks(directory.resolve("new"))))
                .containsExactlyInAnyOrder(12_000, 12_100, 12_200, 12_300);
    }

    @Test
    void whatThisProcessHoldsElsewhereIsLeftAlone() throws IOException {
        try (FileChannel other =
                FileChannel.open(directory.resolve("12100"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            assertThat(claimAll(blocks(directory))).containsExactlyInAnyOrder(12_000, 12_200, 12_300);
        }
    }

    @Test
    void whatAnotherProcessHoldsIsLeftAloneUntilItsEnd() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var hers = other.inputReader()) {
            int taken = Integer.parseInt(hers.readLine());
            PortBlocks ours = blocks(directory);
            assertThat(claimAll(ours)).hasSize(3).doesNotContain(taken);
            other.getOutputStream().close();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(claimAll(ours)).containsExactly(taken);
        } finally {
            other.destroyForcibly();
        }
    }

    /** Claims one block, says which, and holds it until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            var blocks = new PortBlocks(Path.of(args[0]), 12_000, 4, 100, new Random(1));
            System.out.println(blocks.claim().orElseThrow());
            System.in.readAllBytes();
        }
    }

    @Test
    void withoutPlaceForLocksThereIsNoClaim() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> blocks(file).claim()).isInstanceOf(IOException.class);
    }
}
