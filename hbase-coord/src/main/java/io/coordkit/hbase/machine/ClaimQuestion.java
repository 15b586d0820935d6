package io.coordkit.hbase.machine;

import java.util.List;

/** One operation that a claim asks its driver to perform, blocking or not; answered by one {@link ClaimAnswer}. */
public sealed interface ClaimQuestion {
    /** Hands this question to the method of its kind. */
    <T> T ask(Handler<T> handler);

    /** Whether the node exists. */
    record Exists(String path) implements ClaimQuestion {
        @Override
        public <T> T ask(Handler<T> handler) {
            return handler.exists(path);
        }
    }

    /** The names of the node's children. */
    record Children(String path) implements ClaimQuestion {
        @Override
        public <T> T ask(Handler<T> handler) {
            return handler.children(path);
        }
    }

    /** The node's value and version. */
    record Read(String path) implements ClaimQuestion {
        @Override
        public <T> T ask(Handler<T> handler) {
            return handler.read(path);
        }
    }

    /** Create the node, persistent and empty, and the parents that are missing. */
    record MakeDirectory(String path) implements ClaimQuestion {
        @Override
        public <T> T ask(Handler<T> handler) {
            return handler.makeDirectory(path);
        }
    }

    /** Write the value at a version. */
    record Write(String path, byte[] value, int version) implements ClaimQuestion {
        @Override
        public <T> T ask(Handler<T> handler) {
            return handler.write(path, value, version);
        }
    }

    /** All of the steps or none; a single one needs no multi. Answered by how the first failing step failed. */
    record Change(List<Step> steps) implements ClaimQuestion {
        public Change {
            steps = List.copyOf(steps);
        }

        @Override
        public <T> T ask(Handler<T> handler) {
            return handler.change(steps);
        }
    }

    /** A step of a change. */
    sealed interface Step {}

    /** Create a persistent node with exactly these bytes. */
    record Create(String path, byte[] value) implements Step {}

    /** Delete a node at any version. */
    record Delete(String path) implements Step {}

    /** Go on only if the node exists. */
    record Require(String path) implements Step {}

    /** One method for each kind of question. */
    interface Handler<T> {
        T exists(String path);

        T children(String path);

        T read(String path);

        T makeDirectory(String path);

        T write(String path, byte[] value, int version);

        T change(List<Step> steps);
    }
}
