package io.coordkit.hbase.machine;

/**
 * How far a batch of tasks is.
 *
 * @param installed tasks of the batch; a task that had just been done when it was submitted is not counted
 * @param done tasks split and committed
 * @param failed tasks given up; the caller may submit them again
 */
public record BatchProgress(int installed, int done, int failed) {
    static final BatchProgress EMPTY = new BatchProgress(0, 0, 0);

    /** Nothing more will happen. */
    public boolean isComplete() {
        return done + failed == installed;
    }

    /** Every log of the batch is split: their directory may go. */
    public boolean isSuccess() {
        return done == installed;
    }

    BatchProgress plusInstalled() {
        return new BatchProgress(installed + 1, done, failed);
    }

    BatchProgress plusDone() {
        return new BatchProgress(installed, done + 1, failed);
    }

    BatchProgress plusFailed() {
        return new BatchProgress(installed, done, failed + 1);
    }
}
