package io.coordkit.hbase;

import org.apache.zookeeper.KeeperException;

/** Blocking znode operations, with the client's checked exceptions turned into the library's. */
final class Attempt {
    private Attempt() {}

    @FunctionalInterface
    interface Operation<T> {
        T run() throws Exception;
    }

    @FunctionalInterface
    interface Change {
        void run() throws Exception;
    }

    /** @param what completes "cannot ..." */
    static void to(String what, Change change) throws CoordinationException {
        toGet(what, () -> {
            change.run();
            return true;
        });
    }

    /** @param what completes "cannot ..." */
    static <T> T toGet(String what, Operation<T> operation) throws CoordinationException {
        try {
            return operation.run();
        } catch (RuntimeException misuse) {
            throw misuse;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CoordinationException("cannot " + what + ": interrupted", stop);
        } catch (KeeperException refused) {
            throw new CoordinationException("cannot " + what + ": " + refused.code(), refused);
        } catch (Exception failed) {
            throw new CoordinationException("cannot " + what + ": " + failed.getMessage(), failed);
        }
    }
}
