package io.coordkit.statestore;

import io.coordkit.statestore.machine.Outcome;
import io.coordkit.statestore.machine.StoreOp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The transactions of a {@link LocalTree} in a file: a mark, then of each its length, the same with every bit turned over, its CRC-32
 * and its operations. One that a crash cut off at the end never happened. After a write that failed nothing more is written, so
 * that the end stays the only place where something may be missing. Each start writes the file anew, without what was
 * overwritten since, and puts it in the place of the old one when it is complete.
 */
final class FileJournal implements LocalTree.Journal {

    private static final byte[] MARK = "CKRMST01".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD_BYTES = 3 * Integer.BYTES;
    private static final int NULL = -1;
    private static final byte CREATE = 1;
    private static final byte SET = 2;
    private static final byte DELETE = 3;

    private final Path file;
    private final LocalTree tree = new LocalTree(this);
    private final FileChannel lock;
    private final FileChannel channel;
    private boolean failed;

    private FileJournal(Path file, FileChannel lock) throws StateStoreException, IOException {
        this.file = file;
        this.lock = lock;
        if (Files.exists(file)) {
            replay(Files.readAllBytes(file));
        }
        channel = rewritten();
    }

    private FileChannel rewritten() throws IOException {
        Path complete = file.resolveSibling(file.getFileName() + ".new");
        FileChannel made = FileChannel.open(
                complete, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            write(made, ByteBuffer.wrap(MARK));
            for (StoreOp create : tree.creates()) {
                write(made, record(List.of(create)));
            }
            made.force(true);
            Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory();
            return made;
        } catch (IOException | RuntimeException e) {
            release(made, e);
            throw e;
        }
    }

    /** Reads what the file holds, all of it before anything is written. */
    static FileJournal open(Path file) throws StateStoreException {
        FileChannel lock = lock(file);
        try {
            return new FileJournal(file, lock);
        } catch (IOException e) {
            release(lock, e);
            throw new StateStoreException(file + " cannot be opened: " + e.getMessage(), e);
        } catch (StateStoreException e) {
            release(lock, e);
            throw e;
        }
    }

    private static FileChannel lock(Path file) throws StateStoreException {
        Path name = file.resolveSibling(file.getFileName() + ".lock");
        try {
            FileChannel lock = FileChannel.open(name, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(lock)) {
                return lock;
            }
            lock.close();
        } catch (IOException e) {
            throw new StateStoreException(name + " cannot be locked: " + e.getMessage(), e);
        }
        throw new StateStoreException(file + " is in use by another store");
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void release(FileChannel channel, Exception failure) {
        try {
            channel.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** What the file held, and where new transactions come from. */
    LocalTree tree() {
        return tree;
    }

    @Override
    public void keep(List<StoreOp> ops) throws StateStoreException {
        if (failed) {
            throw new StateStoreException(file + " takes no more writes since one has failed; open it again");
        }
        try {
            write(channel, record(ops));
            channel.force(false);
        } catch (IOException e) {
            failed = true;
            throw new StateStoreException(file + " cannot be written: " + reason(e), e);
        }
    }

    /** Of a thread that was interrupted nothing but the kind tells. */
    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    void close() throws StateStoreException {
        try (lock) {
            channel.close();
        } catch (IOException e) {
            throw new StateStoreException(file + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** A rename lasts when the directory is on the disk. */
    private void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static ByteBuffer record(List<StoreOp> ops) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeInt(ops.size());
        for (StoreOp op : ops) {
            if (op instanceof StoreOp.Create create) {
                write(out, CREATE, op.path(), create.data() == null ? NULL : create.data().length);
                out.write(create.data() == null ? new byte[0] : create.data());
            } else if (op instanceof StoreOp.SetData set) {
                write(out, SET, op.path(), set.data().length);
                out.write(set.data());
            } else {
                write(out, DELETE, op.path(), NULL);
            }
        }
        byte[] bytes = body.toByteArray();
        return ByteBuffer.allocate(HEAD_BYTES + bytes.length)
                .putInt(bytes.length)
                .putInt(~bytes.length)
                .putInt(crc(bytes))
                .put(bytes)
                .flip();
    }

    private static void write(DataOutputStream out, byte kind, String path, int length) throws IOException {
        out.writeByte(kind);
        out.writeUTF(path);
        out.writeInt(length);
    }

    private void replay(byte[] bytes) throws StateStoreException, IOException {
        if (bytes.length < MARK.length || !Arrays.equals(MARK, 0, MARK.length, bytes, 0, MARK.length)) {
            throw new CorruptStateException(file.toString(), "is no file of a state store", null);
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes).position(MARK.length);
        while (rest.remaining() >= HEAD_BYTES) {
            int at = rest.position();
            int length = rest.getInt();
            if (length < 0 || rest.getInt() != ~length) {
                throw new CorruptStateException(file.toString(), "has no length at byte " + at, null);
            }
            int crc = rest.getInt();
            if (length > rest.remaining()) {
                return;
            }
            byte[] body = new byte[length];
            rest.get(body);
            if (crc(body) != crc) {
                if (rest.hasRemaining()) {
                    throw new CorruptStateException(file.toString(), "has a wrong checksum at byte " + at, null);
                }
                return;
            }
            if (tree.replay(ops(body)) != Outcome.DONE) {
                throw new CorruptStateException(file.toString(), "does not fit together at byte " + at, null);
            }
        }
    }

    private static List<StoreOp> ops(byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        List<StoreOp> ops = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            byte kind = in.readByte();
            String path = in.readUTF();
            int length = in.readInt();
            if (kind == DELETE) {
                ops.add(new StoreOp.Delete(path));
            } else if (kind == SET) {
                ops.add(new StoreOp.SetData(path, in.readNBytes(length)));
            } else {
                ops.add(new StoreOp.Create(path, length == NULL ? null : in.readNBytes(length)));
            }
        }
        return ops;
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
