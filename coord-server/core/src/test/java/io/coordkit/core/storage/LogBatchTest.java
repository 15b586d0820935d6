package io.coordkit.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogBatchTest {
    private final LogBatch batch = new LogBatch();

    private static byte[] payload(long zxid, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) zxid);
        ByteBuffer.wrap(bytes).putLong(12, zxid);
        return bytes;
    }

    @Test
    void keepsManyRecordsWithTheirZxids() {
        for (int zxid = 1; zxid <= 500; zxid++) {
            byte[] padded = new byte[7 + 32 + zxid];
            System.arraycopy(payload(zxid, 32 + zxid), 0, padded, 7, 32 + zxid);
            batch.add(zxid, padded, 7, 32 + zxid);
        }
        assertThat(batch.count()).isEqualTo(500);
        assertThat(batch.lastZxid()).isEqualTo(500);
        int bytes = 0;
        for (int i = 0; i < 500; i++) {
            int start = batch.payloadOffset(i);
            assertThat(batch.zxid(i)).isEqualTo(i + 1);
            assertThat(Arrays.copyOfRange(batch.bytes(), start, start + batch.payloadLength(i)))
                    .isEqualTo(payload(i + 1, 33 + i));
            bytes += 13 + 33 + i;
        }
        assertThat(batch.byteCount()).isEqualTo(bytes);
    }

    @Test
    void isEmptyAgainAfterClear() {
        batch.add(5, payload(5, 40), 0, 40);
        batch.clear();
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.byteCount()).isZero();
        batch.add(2, payload(2, 40), 0, 40);
        assertThat(batch.lastZxid()).isEqualTo(2);
    }

    @Test
    void takesARepeatedZxidButNoSmallerOne() {
        batch.add(5, payload(5, 40), 0, 40);
        batch.add(5, payload(5, 40), 0, 40);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.add(4, payload(4, 40), 0, 40))
                .withMessageContaining("0x4 after 0x5");
        assertThat(batch.count()).isEqualTo(2);
    }

    @Test
    void refusesAPayloadOfAnotherZxid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.add(0x100000002L, payload(7, 40), 0, 40))
                .withMessage("payload is of zxid 0x7, not 0x100000002");
    }

    @Test
    void refusesAPayloadWithoutHeader() {
        assertThatIllegalArgumentException().isThrownBy(() -> batch.add(7, payload(7, 31), 0, 31));
    }
}
