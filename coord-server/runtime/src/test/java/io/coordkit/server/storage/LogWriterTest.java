package io.coordkit.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.LogReader;
import io.coordkit.core.storage.LogRecovery;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogWriterTest {
    private static final LogOptions OPTIONS = new LogOptions(1 << 20, 0, true, 1 << 20);

    @TempDir
    Path directory;

    private final WriterEvents events = new WriterEvents();
    private GatedFileIo files;
    private LogWriter writer;

    @BeforeEach
    void start() {
        files = new GatedFileIo(DiskFileIo.open(directory, true));
        DataDirectory data = new DataDirectory(files, files);
        writer = new LogWriter(
                data,
                OPTIONS,
                0,
                events,
                new LogWriter.Settings(4, Duration.ofSeconds(1), () -> Long.MAX_VALUE),
                Runnable::run,
                () -> {
                    throw new AssertionError("nothing is read again here");
                });
        writer.start();
    }

    @AfterEach
    void stop() {
        files.openGate();
        writer.close();
    }

    private LogBatch batch(long... zxids) {
        LogBatch batch = writer.takeBatch();
        assertThat(batch.isEmpty()).isTrue();
        for (long zxid : zxids) {
            batch.add(zxid, ByteBuffer.allocate(100).putLong(12, zxid).array(), 0, 100);
        }
        return batch;
    }

    private List<Long> read() {
        List<Long> zxids = new ArrayList<>();
        try (LogReader reader = new LogRecovery(files, OPTIONS.payloadBytesMax()).read(1)) {
            while (reader.next()) {
                zxids.add(reader.zxid());
            }
        }
        return zxids;
    }

    @Test
    void waitsForSpaceAndLosesNothing() throws InterruptedException {
        assertThat(writer.offer(batch(1, 2))).isTrue();
        assertThat(events.next()).isEqualTo("durable 2");
        files.setFull(true);
        assertThat(writer.offer(batch(3, 4))).isTrue();
        assertThat(events.next()).isEqualTo("full");
        writer.roll();
        assertThat(writer.offer(batch(5))).isTrue();
        writer.saveEpochs(1, 1);
        files.setFull(false);
        assertThat(events.next()).isEqualTo("free");
        assertThat(events.next()).startsWith("durable ");
        while (!events.next().equals("epochs 1 1")) {
            // What was handed over before is durable, in one group or two.
        }
        assertThat(read()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void givesUpWaitingForSpaceWhenItIsClosed() throws InterruptedException {
        files.setFull(true);
        assertThat(writer.offer(batch(1))).isTrue();
        assertThat(events.next()).isEqualTo("full");
        writer.close();
        assertThat(events.next()).startsWith("failed ");
        assertThat(read()).isEmpty();
    }

    @Test
    void saysWhatIsDurable() throws InterruptedException {
        assertThat(writer.offer(batch(1, 2))).isTrue();
        assertThat(events.next()).isEqualTo("durable 2");
        assertThat(writer.offer(batch(3))).isTrue();
        assertThat(events.next()).isEqualTo("durable 3");
        assertThat(read()).containsExactly(1L, 2L, 3L);
        assertThat(writer.fsyncCount()).isEqualTo(2);
        assertThat(writer.bytesWritten()).isEqualTo(3 * 113);
        assertThat(writer.fsyncNanos()).isGreaterThanOrEqualTo(writer.fsyncNanosMax());
    }

    @Test
    void forcesOnceForAllThatWaited() throws InterruptedException {
        files.closeGate();
        assertThat(writer.offer(batch(1))).isTrue();
        files.awaitForceWaiting();
        assertThat(writer.offer(batch(2))).isTrue();
        assertThat(writer.offer(batch(3, 4))).isTrue();
        assertThat(writer.offer(batch(5))).isTrue();
        assertThat(files.forces()).isZero();
        files.openGate();
        assertThat(events.next()).isEqualTo("durable 1");
        assertThat(events.next()).isEqualTo("durable 5");
        assertThat(files.forces()).isEqualTo(2);
        assertThat(read()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void refusesABatchWhenFullAndTakesItLater() throws InterruptedException {
        files.closeGate();
        assertThat(writer.offer(batch(1))).isTrue();
        files.awaitForceWaiting();
        for (long zxid = 2; zxid <= 4; zxid++) {
            assertThat(writer.offer(batch(zxid))).isTrue();
        }
        LogBatch waiting = batch(5);
        assertThat(writer.offer(waiting)).isFalse();
        files.openGate();
        assertThat(events.next()).isEqualTo("durable 1");
        assertThat(events.next()).isEqualTo("durable 4");
        waiting.add(6, ByteBuffer.allocate(40).putLong(12, 6).array(), 0, 40);
        assertThat(writer.offer(waiting)).isTrue();
        assertThat(events.next()).isEqualTo("durable 6");
        assertThat(read()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void makesEverythingDurableInOrderUnderLoad() throws InterruptedException {
        LogBatch batch = writer.takeBatch();
        long last = 3_000;
        for (long zxid = 1; zxid <= last; zxid++) {
            batch.add(zxid, ByteBuffer.allocate(64).putLong(12, zxid).array(), 0, 64);
            if (writer.offer(batch)) {
                batch = writer.takeBatch();
            }
        }
        long durable = 0;
        while (durable < last) {
            if (!batch.isEmpty() && writer.offer(batch)) {
                batch = writer.takeBatch();
            }
            String event = events.unread().poll(10, TimeUnit.MILLISECONDS);
            if (event != null) {
                long next = Long.parseLong(event.substring("durable ".length()));
                assertThat(next).isGreaterThan(durable);
                durable = next;
            }
        }
        assertThat(read()).isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(files.forces()).isEqualTo(writer.fsyncCount());
    }

    @Test
    void rollsAndSavesEpochsInOrderWithTheBatches() throws InterruptedException {
        files.closeGate();
        writer.offer(batch(1, 2));
        files.awaitForceWaiting();
        writer.roll();
        writer.offer(batch(3, 4));
        writer.saveEpochs(1, 0);
        writer.offer(batch(0x1_0000_0001L));
        files.openGate();
        assertThat(events.next()).isEqualTo("durable 2");
        assertThat(events.next()).isEqualTo("durable 4");
        assertThat(events.next()).isEqualTo("epochs 1 0");
        assertThat(events.next()).isEqualTo("durable " + 0x1_0000_0001L);
        assertThat(files.list()).containsExactly("acceptedEpoch", "currentEpoch", "log.1", "log.3");
        assertThat(read()).containsExactly(1L, 2L, 3L, 4L, 0x1_0000_0001L);
    }

    @Test
    void stopsAtTheFirstFailedForceAndSaysSoOnce() throws InterruptedException {
        files.failForces();
        assertThat(writer.offer(batch(1))).isTrue();
        assertThat(events.next()).isEqualTo("failed log.1: planned failure of a force");
        writer.close();
        assertThat(writer.offer(batch(2))).isFalse();
        assertThat(events.unread()).isEmpty();
        assertThat(files.forces()).isZero();
    }

    @Test
    void reportsABugOfItsOwnAsAFailure() throws InterruptedException {
        writer.offer(batch(5));
        assertThat(events.next()).isEqualTo("durable 5");
        writer.offer(batch(4));
        assertThat(events.next()).contains("zxid goes back from 0x5");
    }

    @Test
    void writesWhatWasOfferedBeforeItCloses() {
        files.closeGate();
        writer.offer(batch(1));
        writer.offer(batch(2));
        files.openGate();
        writer.close();
        assertThat(events.unread()).endsWith("durable 2").isNotEmpty();
        assertThat(read()).containsExactly(1L, 2L);
        assertThat(writer.offer(batch(3))).isFalse();
    }

    @Test
    void refusesAnEmptyBatch() {
        assertThatIllegalArgumentException().isThrownBy(() -> writer.offer(writer.takeBatch()));
    }
}
