package io.coordkit.statestore;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where a store is kept, whoever writes it: the same state through one reign after the other. */
abstract class StorePlace implements AutoCloseable {

    /** The kinds that there are. */
    enum Kind {
        ZOOKEEPER {
            @Override
            StorePlace in(Path directory) throws Exception {
                return new OnServer(TestServer.start(directory, 200));
            }
        },
        MEMORY {
            @Override
            StorePlace in(Path directory) {
                return new InMemory();
            }
        },
        FILE {
            @Override
            StorePlace in(Path directory) {
                return new InFile(directory.resolve("state"));
            }
        };

        abstract StorePlace in(Path directory) throws Exception;
    }

    /** Begins the next reign, and ends the former one if that needs an end first. */
    final RmStateStore next(UnaryOperator<StateStoreSettings> change) throws Exception {
        RmStateStore store = open(change);
        store.start();
        store.checkVersion();
        store.getAndIncrementEpoch();
        return store;
    }

    final RmStateStore next() throws Exception {
        return next(settings -> settings);
    }

    abstract RmStateStore open(UnaryOperator<StateStoreSettings> change) throws Exception;

    private static final class OnServer extends StorePlace {
        private final TestServer server;
        private Optional<Member> member = Optional.empty();

        OnServer(TestServer server) {
            this.server = server;
        }

        @Override
        RmStateStore open(UnaryOperator<StateStoreSettings> change) {
            member.ifPresent(Member::close);
            member = Optional.of(Member.connect(server, "rm:1", change));
            return member.get().store;
        }

        @Override
        public void close() {
            member.ifPresent(Member::close);
            server.close();
        }
    }

    private static final class InMemory extends StorePlace {
        private Optional<RmStateStore> store = Optional.empty();

        /** It lives as long as the process; so do its settings. */
        @Override
        RmStateStore open(UnaryOperator<StateStoreSettings> change) {
            RmStateStore opened =
                    store.orElseGet(() -> new MemoryRmStateStore(change.apply(StateStoreSettings.standalone())));
            store = Optional.of(opened);
            return opened;
        }

        @Override
        public void close() {
            // Nothing is left of it.
        }
    }

    private static final class InFile extends StorePlace {
        private final Path file;
        private Optional<FileRmStateStore> store = Optional.empty();

        InFile(Path file) {
            this.file = file;
        }

        @Override
        RmStateStore open(UnaryOperator<StateStoreSettings> change) throws StateStoreException {
            close();
            store = Optional.of(new FileRmStateStore(file, change.apply(StateStoreSettings.standalone())));
            return store.get();
        }

        @Override
        public void close() throws StateStoreException {
            if (store.isPresent()) {
                store.get().close();
            }
        }
    }
}
