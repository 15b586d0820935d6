package io.coordkit.core.storage;

import java.util.OptionalLong;

/**
 * The two promises that must survive a crash: the epoch a server has accepted and the one it has synchronised with.
 *
 * <p>Files {@code acceptedEpoch} and {@code currentEpoch}, decimal ASCII. Each is replaced as a whole: temporary file,
 * force, rename, force of the directory. A save has happened when the method returns.
 */
public final class HardStateFile {
    private static final String ACCEPTED = "acceptedEpoch";
    private static final String CURRENT = "currentEpoch";
    private static final String TMP_SUFFIX = ".tmp";
    private static final int TEXT_BYTES_MAX = 32;

    private final FileIo files;

    /** The epoch files are kept beside the snapshots. */
    public HardStateFile(FileIo snapshotFiles) {
        this.files = snapshotFiles;
    }

    /** The state to start from: {@code accepted >= current >= epoch of the last zxid}. */
    public record Epochs(long accepted, long current) {}

    /** The accepted epoch, empty if it was never saved. */
    public OptionalLong acceptedEpoch() {
        return read(ACCEPTED);
    }

    /** The current epoch, empty if it was never saved. */
    public OptionalLong currentEpoch() {
        return read(CURRENT);
    }

    /** Saves the accepted epoch. */
    public void saveAcceptedEpoch(long epoch) {
        save(ACCEPTED, epoch);
    }

    /** Saves the current epoch. */
    public void saveCurrentEpoch(long epoch) {
        save(CURRENT, epoch);
    }

    /**
     * Applies the start-up rules: missing files are created from the epoch of the last zxid; a current epoch behind that
     * zxid is raised to the epoch of the zxid; an accepted epoch behind the current one is refused. What an interrupted save left
     * beside the file is not looked at: it may be half of a number, and nobody was told of it.
     *
     * <p>A crash between the force of a synchronised history and the save of its epoch leaves a current epoch that is too old; the
     * reference does not start then. But whoever holds a transaction of an epoch holds everything before it, the whole history with
     * which that epoch began included, and may call the epoch its own.
     */
    public Epochs recover(long lastZxid) {
        long epochOfZxid = Math.max(0, lastZxid >> 32);
        long current = orCreate(CURRENT, epochOfZxid);
        if (current < epochOfZxid) {
            current = epochOfZxid;
            save(CURRENT, current);
        }
        long accepted = orCreate(ACCEPTED, epochOfZxid);
        if (accepted < current) {
            throw new StorageException(
                    files.location(ACCEPTED), "epoch " + accepted + " is less than the current epoch " + current);
        }
        return new Epochs(accepted, current);
    }

    private long orCreate(String name, long epoch) {
        OptionalLong stored = read(name);
        if (stored.isEmpty()) {
            save(name, epoch);
        }
        return stored.orElse(epoch);
    }

    private void save(String name, long epoch) {
        String text = Long.toString(epoch);
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        String tmp = name + TMP_SUFFIX;
        try (FileHandle file = files.create(tmp)) {
            file.append(bytes, 0, bytes.length);
            file.force();
        }
        files.rename(tmp, name);
        files.forceDirectory();
    }

    private OptionalLong read(String name) {
        if (!files.exists(name)) {
            return OptionalLong.empty();
        }
        StringBuilder text = new StringBuilder();
        byte[] one = new byte[1];
        try (FileInput input = files.open(name, 0)) {
            while (text.length() < TEXT_BYTES_MAX && input.read(one, 0, 1) == 1) {
                text.append((char) (one[0] & 0xff));
            }
        }
        try {
            return OptionalLong.of(Long.parseLong(text.toString().strip()));
        } catch (NumberFormatException notANumber) {
            throw new StorageException(files.location(name), "holds no epoch number", notANumber);
        }
    }
}
