package io.coordkit.cli.files;

import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.LogFileReader;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cursor over one log file that goes on behind damaged records. For one thread; to be closed. */
public final class LogFile implements AutoCloseable {

    /** Any record that a server could have written; the file's size bounds what is really allocated. */
    private static final int PAYLOAD_BYTES_MAX = 128 << 20;

    private final String location;
    private final LogFileReader reader;
    private @Nullable String end;

    private LogFile(String location, LogFileReader reader) {
        this.location = location;
        this.reader = reader;
    }

    /** @throws FilesFailure when it is no log file or cannot be read */
    static LogFile open(FileIo files, String name) throws FilesFailure {
        try {
            return new LogFile(files.location(name), new LogFileReader(files, name, PAYLOAD_BYTES_MAX));
        } catch (StorageException unreadable) {
            throw new FilesFailure(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    /** The whole path. */
    public String location() {
        return location;
    }

    /** The next record, empty at the end of what can be read: then {@link #badEnd} says whether that is as it should be. */
    public Optional<LogEntry> next() {
        if (end != null) {
            return Optional.empty();
        }
        try {
            LogFileReader.Found found = reader.next();
            switch (found) {
                case RECORD, DAMAGED -> {
                    return Optional.of(entry(found == LogFileReader.Found.DAMAGED));
                }
                case TORN -> end = "an incomplete record at offset " + reader.recordStart();
                case END -> end = "";
            }
        } catch (StorageException unreadable) {
            end = String.valueOf(unreadable.getMessage()).replace(location + ": ", "");
        }
        return Optional.empty();
    }

    /** After the end: what is there instead of a next record, in words; empty where the file ends as it should. */
    public Optional<String> badEnd() {
        return end == null || end.isEmpty() ? Optional.empty() : Optional.of(end);
    }

    /** Where the record that was not there would begin: how long the readable part is. */
    public long position() {
        return reader.recordStart();
    }

    private LogEntry entry(boolean damaged) {
        byte[] payload = Arrays.copyOfRange(
                reader.buffer(), reader.payloadOffset(), reader.payloadOffset() + reader.payloadLength());
        Optional<String> damage = damaged ? Optional.of(reader.damage()) : Optional.empty();
        try {
            LoggedTxn logged = TxnCodec.read(new JuteReader(payload));
            return new LogEntry(location, reader.recordStart(), reader.zxid(), payload, Optional.of(logged), damage);
        } catch (MalformedRecordException unknown) {
            String why = "cannot be understood: " + unknown.getMessage();
            return new LogEntry(
                    location,
                    reader.recordStart(),
                    reader.zxid(),
                    payload,
                    Optional.empty(),
                    damage.or(() -> Optional.of(why)));
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
