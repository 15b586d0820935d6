package io.coordkit.elector;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A member of either kind under test: ours or Hadoop's. */
abstract class Contender implements AutoCloseable {
    final String name;
    final Journal journal;
    final Sessions sessions = new Sessions();

    private Contender(String name, Consumer<String> reader) {
        this.name = name;
        this.journal = new Journal(reader);
    }

    abstract void ensureParent() throws Exception;

    abstract void join();

    /** Leaves; the elector makes no callback, so the journal notes it here. */
    final void quit(boolean needFence) {
        leave(needFence);
        journal.note("quit");
    }

    abstract void leave(boolean needFence);

    @Override
    public abstract void close();

    boolean isActive() {
        return journal.last().equals("active");
    }

    boolean isStandby() {
        return journal.last().equals("standby");
    }

    byte[] data() {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name + journal.calls;
    }

    /** Which elector a contender runs. */
    enum Kind {
        OURS {
            @Override
            Contender contender(String name, ElectorConfig config, Consumer<String> reader) {
                return new Ours(name, config, reader);
            }
        },
        HADOOPS {
            @Override
            Contender contender(String name, ElectorConfig config, Consumer<String> reader) throws Exception {
                return new Hadoops(name, config, reader);
            }
        };

        /** A member whose service tells the reader of each callback. */
        abstract Contender contender(String name, ElectorConfig config, Consumer<String> reader) throws Exception;

        Contender contender(String name, ElectorConfig config) throws Exception {
            return contender(name, config, call -> {});
        }
    }

    private static final class Ours extends Contender {
        private final ElectorConfig config;
        private final Elector elector;

        Ours(String name, ElectorConfig config, Consumer<String> reader) {
            super(name, reader);
            this.config = config.withZookeeperFactory(sessions);
            this.elector = new Elector(this.config, journal);
        }

        @Override
        void ensureParent() throws Exception {
            new ParentZnode(config).ensure();
        }

        @Override
        void join() {
            elector.joinElection(data());
        }

        @Override
        void leave(boolean needFence) {
            elector.quitElection(needFence);
        }

        @Override
        public void close() {
            elector.close();
        }
    }

    private static final class Hadoops extends Contender {
        private final HadoopPeer elector;

        Hadoops(String name, ElectorConfig config, Consumer<String> reader) throws Exception {
            super(name, reader);
            this.elector = new HadoopPeer(config, journal, sessions);
        }

        @Override
        void ensureParent() throws Exception {
            elector.ensureParentZNode();
        }

        @Override
        void join() {
            elector.joinElection(data());
        }

        @Override
        void leave(boolean needFence) {
            elector.quitElection(needFence);
        }

        @Override
        public void close() {
            elector.terminateConnection();
        }
    }
}
