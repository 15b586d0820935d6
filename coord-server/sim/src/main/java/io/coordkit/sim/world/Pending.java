package io.coordkit.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An operation that has been asked for. Exceptions of those who take its outcome go through to whoever lets the world run. */
public final class Pending<T> {
    private final List<Consumer<Reply<T>>> takers = new ArrayList<>();
    private @Nullable Reply<T> reply;

    Pending() {}

    /** Lets {@code taker} have the outcome as soon as there is one, in the order of the calls; at once if there is one already. */
    public Pending<T> then(Consumer<Reply<T>> taker) {
        if (reply == null) {
            takers.add(taker);
        } else {
            taker.accept(reply);
        }
        return this;
    }

    /** The outcome, if there is one. */
    public Optional<Reply<T>> reply() {
        return Optional.ofNullable(reply);
    }

    /** The same with another outcome. */
    Pending<T> with(UnaryOperator<Reply<T>> change) {
        Pending<T> changed = new Pending<>();
        then(outcome -> changed.complete(change.apply(outcome)));
        return changed;
    }

    void complete(Reply<T> outcome) {
        reply = outcome;
        takers.forEach(taker -> taker.accept(outcome));
    }
}
