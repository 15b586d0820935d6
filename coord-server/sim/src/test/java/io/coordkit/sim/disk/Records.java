package io.coordkit.sim.disk;

import io.coordkit.core.storage.FileInput;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.LogBatch;
import io.coordkit.core.storage.LogOptions;
import io.coordkit.core.storage.LogReader;
import io.coordkit.core.storage.LogRecovery;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Payloads made from nothing but a zxid, and short ways to write and read them. */
final class Records {
    /** Small steps keep the files of a test small; the zero fill is there all the same. */
    static final LogOptions OPTIONS = new LogOptions(8192, 0, true, 4096);

    private Records() {}

    static byte[] payload(long zxid) {
        int body = (int) (zxid * 7 % 50);
        ByteBuffer payload = ByteBuffer.allocate(32 + body);
        payload.putLong(0x10)
                .putInt(1)
                .putLong(zxid)
                .putLong(1_700_000_000_000L + zxid)
                .putInt(5);
        for (int i = 0; i < body; i++) {
            payload.put((byte) (zxid + i));
        }
        return payload.array();
    }

    static LogBatch batch(long... zxids) {
        LogBatch batch = new LogBatch();
        for (long zxid : zxids) {
            byte[] payload = payload(zxid);
            batch.add(zxid, payload, 0, payload.length);
        }
        return batch;
    }

    /** Reads all zxids from {@code from} on; each payload must be the one that belongs to its zxid. */
    static List<Long> read(FileIo files, long from) {
        List<Long> zxids = new ArrayList<>();
        try (LogReader reader = recovery(files).read(from)) {
            while (reader.next()) {
                ByteBuffer found = ByteBuffer.wrap(reader.buffer(), reader.offset(), reader.length());
                if (!found.equals(ByteBuffer.wrap(payload(reader.zxid())))) {
                    throw new AssertionError("another payload under zxid " + reader.zxid());
                }
                zxids.add(reader.zxid());
            }
        }
        return zxids;
    }

    static LogRecovery recovery(FileIo files) {
        return new LogRecovery(files, OPTIONS.payloadBytesMax());
    }

    static LogRecovery.Recovered recover(FileIo files, long from) {
        return recovery(files).recover(from, (zxid, buffer, offset, length) -> {});
    }

    static byte[] content(FileIo files, String name) {
        byte[] content = new byte[(int) files.size(name)];
        try (FileInput input = files.open(name, 0)) {
            int filled = 0;
            while (filled < content.length) {
                filled += input.read(content, filled, content.length - filled);
            }
        }
        return content;
    }
}
