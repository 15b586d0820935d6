package io.coordkit.statestore.machine;

import java.util.List;
import java.util.function.Function;

/**
 * A plan: what to do next and, for each way in which that may end, what to do then. Plans are values without side
 * effects; the driver that runs one decides whether the znodes are real.
 *
 * @param <T> what the plan finds out
 */
public sealed interface Step<T> {

    /** Does this step and all that follow. */
    <X extends Exception> T run(StoreDriver<X> driver) throws X;

    /** Nothing is left to do. */
    record Done<T>(T result) implements Step<T> {
        @Override
        public <X extends Exception> T run(StoreDriver<X> driver) {
            return result;
        }
    }

    /** One fenced transaction. */
    record Commit<T>(List<StoreOp> ops, Function<Outcome, Step<T>> then) implements Step<T> {
        @Override
        public <X extends Exception> T run(StoreDriver<X> driver) throws X {
            return then.apply(driver.commit(ops)).run(driver);
        }
    }

    /** A look at the children of a node. */
    record Children<T>(String path, Function<List<String>, Step<T>> then) implements Step<T> {
        @Override
        public <X extends Exception> T run(StoreDriver<X> driver) throws X {
            return then.apply(driver.children(path)).run(driver);
        }
    }

    /** A look whether a node is there. */
    record Exists<T>(String path, Function<Boolean, Step<T>> then) implements Step<T> {
        @Override
        public <X extends Exception> T run(StoreDriver<X> driver) throws X {
            return then.apply(driver.exists(path)).run(driver);
        }
    }

    /** Another plan whose result is read differently. */
    record Map<S, T>(Step<S> step, Function<S, T> reading) implements Step<T> {
        @Override
        public <X extends Exception> T run(StoreDriver<X> driver) throws X {
            return reading.apply(step.run(driver));
        }
    }

    /** The tree is not what a store's tree can be. */
    record Broken<T>(String why) implements Step<T> {
        @Override
        public <X extends Exception> T run(StoreDriver<X> driver) throws X {
            throw driver.broken(why);
        }
    }

    static <T> Step<T> done(T result) {
        return new Done<>(result);
    }

    static <T> Step<T> commit(StoreOp op, Function<Outcome, Step<T>> then) {
        return new Commit<>(List.of(op), then);
    }
}
