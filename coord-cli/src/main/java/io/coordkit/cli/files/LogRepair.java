package io.coordkit.cli.files;

import io.coordkit.server.text.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.Adler32;

/**
 * Makes a new log file of the good part of an old one, which is never touched. The result is a beginning of the old file, perhaps
 * with other checksums.
 */
public final class LogRepair {

    private final Path source;
    private final Path target;

    /**
     * What was written.
     *
     * @param records in the new file
     * @param corrected records that were kept with a new checksum
     * @param bytes the new file's size
     * @param end why it ends there; empty if the old file ends there too
     */
    public record Result(long records, long corrected, long bytes, Optional<String> end) {}

    /** @param target must not exist */
    public LogRepair(Path source, Path target) {
        this.source = source;
        this.target = target;
    }

    /** Keeps everything up to and including a transaction that must be there. */
    public Result chop(long zxid) throws FilesFailure {
        try (LogFile file = open()) {
            long records = 0;
            boolean found = false;
            for (Optional<LogEntry> next = file.next(); next.isPresent(); next = file.next()) {
                LogEntry entry = next.get();
                if (entry.damage().isPresent()) {
                    throw failure(
                            "offset " + entry.offset() + ": " + entry.damage().get() + "; recover it first");
                }
                if (entry.zxid() > zxid) {
                    requireFound(found, zxid);
                    write(entry.offset(), Map.of());
                    return new Result(records, 0, entry.offset(), Optional.of("as wanted"));
                }
                found |= entry.zxid() == zxid;
                records++;
            }
            requireFound(found, zxid);
            throw failure("nothing to cut off: 0x" + Long.toHexString(zxid) + " is its last transaction");
        }
    }

    private void requireFound(boolean found, long zxid) throws FilesFailure {
        if (!found) {
            throw failure("there is no transaction 0x" + Long.toHexString(zxid) + " in it");
        }
    }

    /**
     * Keeps everything up to what cannot be read.
     *
     * @param keep asked of each whole record whose checksum is wrong: keep it, with a right one? Otherwise the new file ends
     *     before it
     * @return empty, and nothing is written, if there is nothing to recover from
     */
    public Optional<Result> recover(Predicate<LogEntry> keep) throws FilesFailure {
        Map<Long, Long> checksums = new LinkedHashMap<>();
        try (LogFile file = open()) {
            long records = 0;
            for (Optional<LogEntry> next = file.next(); next.isPresent(); next = file.next()) {
                LogEntry entry = next.get();
                if (entry.damage().isPresent()) {
                    if (entry.logged().isEmpty() || !keep.test(entry)) {
                        write(entry.offset(), checksums);
                        return Optional.of(new Result(
                                records,
                                checksums.size(),
                                entry.offset(),
                                Optional.of("offset " + entry.offset() + ": "
                                        + entry.damage().get())));
                    }
                    checksums.put(entry.offset(), checksum(entry.payload()));
                }
                records++;
            }
            if (file.badEnd().isEmpty() && checksums.isEmpty()) {
                return Optional.empty();
            }
            write(file.position(), checksums);
            return Optional.of(new Result(records, checksums.size(), file.position(), file.badEnd()));
        }
    }

    private LogFile open() throws FilesFailure {
        if (Files.exists(target)) {
            throw new FilesFailure(target + ": exists already");
        }
        if (Files.isDirectory(source)) {
            throw failure("is a directory; name one log file");
        }
        Place place = Place.ofLogs(source);
        return LogFile.open(place.files(), place.names().get(0));
    }

    private static long checksum(byte[] payload) {
        Adler32 adler = new Adler32();
        adler.update(payload);
        return adler.getValue();
    }

    /** The first {@code bytes} of the source, with other checksums at some offsets: a record begins with its own. */
    private void write(long bytes, Map<Long, Long> checksums) throws FilesFailure {
        try (InputStream in = Files.newInputStream(source);
                OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[1 << 16];
            long left = bytes;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw failure("has become shorter meanwhile");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        } catch (IOException failed) {
            throw new FilesFailure(target + ": cannot be written: " + Reason.of(failed), failed);
        }
        finish(checksums);
    }

    private void finish(Map<Long, Long> checksums) throws FilesFailure {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            for (Map.Entry<Long, Long> checksum : checksums.entrySet()) {
                channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, checksum.getValue()), checksum.getKey());
            }
            channel.force(true);
        } catch (IOException failed) {
            throw new FilesFailure(target + ": cannot be written: " + Reason.of(failed), failed);
        }
    }

    private FilesFailure failure(String problem) {
        return new FilesFailure(source + ": " + problem);
    }
}
