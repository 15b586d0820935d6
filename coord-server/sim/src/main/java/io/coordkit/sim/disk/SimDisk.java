package io.coordkit.sim.disk;

import io.coordkit.core.storage.DiskFullException;
import io.coordkit.core.storage.FileHandle;
import io.coordkit.core.storage.FileInput;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A directory in memory with the promises of a journalling file system and no others.
 *
 * <p>{@link #crash()} keeps what was forced. Of unforced content it keeps a beginning of random length (a torn write), of
 * unforced changes of names the first few in order. It never keeps a later write without an earlier one of the same
 * file: the server refuses to start from that, as it cannot tell it from damage. All choices come from the seed. For one
 * thread.
 */
public final class SimDisk implements FileIo {
    private final SplittableRandom random;
    private final List<NameChange> unforcedNames = new ArrayList<>();
    private TreeMap<String, SimFile> names = new TreeMap<>();
    private TreeMap<String, SimFile> forcedNames = new TreeMap<>();
    private int lives;
    private long forces;
    private long forcesLeft = Long.MAX_VALUE;
    private long bytesLeft = Long.MAX_VALUE;
    private long changesLeft = Long.MAX_VALUE;
    private long roomLeft = Long.MAX_VALUE;
    private boolean failed;

    /** An empty directory whose crashes are decided by the seed. */
    public SimDisk(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private interface NameChange {
        void apply(TreeMap<String, SimFile> names);
    }

    /** Power off and on: open files become useless, unforced changes are lost or torn, injected faults end. */
    public void crash() {
        int kept = random.nextInt(unforcedNames.size() + 1);
        for (NameChange change : unforcedNames.subList(0, kept)) {
            change.apply(forcedNames);
        }
        unforcedNames.clear();
        names = new TreeMap<>(forcedNames);
        names.values().forEach(file -> file.crash(random));
        restart();
    }

    /** The process ends and the machine goes on: open files become useless, what was written stays, forced or not. */
    public void kill() {
        restart();
    }

    /** Another disk, empty, takes its place while nobody uses it. */
    public void wipe() {
        names.clear();
        forcedNames.clear();
        unforcedNames.clear();
        restart();
    }

    private void restart() {
        lives++;
        failed = false;
        forcesLeft = Long.MAX_VALUE;
        bytesLeft = Long.MAX_VALUE;
        changesLeft = Long.MAX_VALUE;
    }

    /** A copy that holds what any crash at this moment is sure to leave: for checkers of durability. */
    public SimDisk forcedCopy() {
        SimDisk copy = new SimDisk(0);
        forcedNames.forEach((name, file) -> copy.forcedNames.put(name, SimFile.ofForced(file)));
        copy.names.putAll(copy.forcedNames);
        return copy;
    }

    /** Lets {@code count} more forces succeed; the one after them fails, and every later one. */
    public void failForcesAfter(long count) {
        forcesLeft = count;
    }

    /** Lets {@code bytes} more bytes be appended; then the disk refuses in the middle of a write. */
    public void fillUpAfter(long bytes) {
        bytesLeft = bytes;
    }

    /** After {@code bytes} more bytes the disk is full for those who ask; what they have begun still fits. Restarts do not change that. */
    public void leaveRoomFor(long bytes) {
        roomLeft = bytes;
    }

    /** Whether nothing new may be begun. */
    public boolean isFull() {
        return roomLeft <= 0;
    }

    /** Lets {@code count} more changes (writes, forces, names) happen; then the power is off until the next start. */
    public void losePowerAfter(long count) {
        changesLeft = count;
    }

    /** Whether a fault that was asked for has made an operation fail since the last start. */
    public boolean hasFailed() {
        return failed;
    }

    /** Damages one bit of a file, forced content included. */
    public void flipBit(String name, int position, int bit) {
        file(name).flipBit(position, bit);
    }

    /** Number of successful forces, of files and of the directory. */
    public long forces() {
        return forces;
    }

    @Override
    public List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public boolean exists(String name) {
        return names.containsKey(name);
    }

    @Override
    public long size(String name) {
        return file(name).size();
    }

    @Override
    public FileInput open(String name, long position) {
        return new Input(file(name), position);
    }

    @Override
    public FileHandle create(String name) {
        SimFile file = new SimFile();
        change(map -> map.put(name, file));
        return new Handle(name, file);
    }

    @Override
    public FileHandle openForAppend(String name) {
        return new Handle(name, file(name));
    }

    @Override
    public void delete(String name) {
        file(name);
        change(map -> map.remove(name));
    }

    @Override
    public void rename(String from, String to) {
        SimFile file = file(from);
        change(map -> {
            map.remove(from);
            map.put(to, file);
        });
    }

    @Override
    public void forceDirectory() {
        countChange();
        countForce("directory");
        unforcedNames.clear();
        forcedNames = new TreeMap<>(names);
    }

    private void change(NameChange change) {
        countChange();
        change.apply(names);
        unforcedNames.add(change);
    }

    private SimFile file(String name) {
        SimFile file = names.get(name);
        if (file == null) {
            throw new StorageException(name, "no such file");
        }
        return file;
    }

    private void countChange() {
        if (changesLeft == 0) {
            throw new PowerLoss();
        }
        changesLeft--;
    }

    private void countForce(String what) {
        if (forcesLeft == 0) {
            failed = true;
            throw new StorageException(what, "injected force failure");
        }
        forcesLeft--;
        forces++;
    }

    private static final class Input implements FileInput {
        private final SimFile file;
        private long position;

        Input(SimFile file, long position) {
            this.file = file;
            this.position = position;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int n = file.read(position, into, offset, length);
            position += Math.max(n, 0);
            return n;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private final class Handle implements FileHandle {
        private final String name;
        private final SimFile file;
        private final int life = lives;
        private long position;
        private boolean closed;

        Handle(String name, SimFile file) {
            this.name = name;
            this.file = file;
            this.position = file.size();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            checkUsable();
            int fits = (int) Math.min(length, bytesLeft);
            file.write(position, bytes, offset, fits);
            position += fits;
            bytesLeft -= fits;
            roomLeft -= length;
            if (fits < length) {
                failed = true;
                throw new DiskFullException(name, "injected full disk at offset " + position);
            }
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void extendTo(long size) {
            checkUsable();
            file.extendTo(size);
        }

        @Override
        public void truncate(long size) {
            checkUsable();
            file.truncate(size);
            position = Math.min(position, size);
        }

        @Override
        public void force() {
            checkUsable();
            countForce(name);
            file.force();
        }

        @Override
        public void close() {
            closed = true;
        }

        private void checkUsable() {
            if (closed || life != lives) {
                throw new StorageException(name, "file handle used after close or crash");
            }
            countChange();
        }
    }
}
