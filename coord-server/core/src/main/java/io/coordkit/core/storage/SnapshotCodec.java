package io.coordkit.core.storage;

import io.coordkit.core.tree.SnapshotSource;
import io.coordkit.core.wire.MalformedRecordException;

/**
 * What is between the bytes of a snapshot and its file: compression, which needs libraries that the core has not. Reading takes
 * whatever the file's name says, writing what was asked for.
 */
public interface SnapshotCodec {
    /** Writes and reads plain files, and no others. */
    SnapshotCodec PLAIN = new SnapshotCodec() {
        @Override
        public Compression method() {
            return Compression.NONE;
        }

        @Override
        public SnapshotSource source(Compression method, FileInput file) throws MalformedRecordException {
            if (method != Compression.NONE) {
                throw new MalformedRecordException("it is compressed, which nobody here can undo");
            }
            return file::read;
        }

        @Override
        public Sink sink(FileHandle file) {
            return new Plain(file);
        }
    };

    /** How new files are compressed. */
    Compression method();

    /**
     * The plain bytes of a file.
     *
     * @throws MalformedRecordException when it is no such file
     */
    SnapshotSource source(Compression method, FileInput file) throws MalformedRecordException;

    /** Takes the plain bytes of a new file. */
    Sink sink(FileHandle file);

    /** Where the plain bytes of a file go. */
    interface Sink {
        /** Adds bytes. */
        void write(byte[] bytes, int offset, int length);

        /** Nothing more comes: whatever is kept back goes to the file. */
        void finish();
    }

    /** Bytes that go to the file as they are. */
    record Plain(FileHandle file) implements Sink {
        @Override
        public void write(byte[] bytes, int offset, int length) {
            file.append(bytes, offset, length);
        }

        @Override
        public void finish() {
            // Nothing is kept back.
        }
    }
}
