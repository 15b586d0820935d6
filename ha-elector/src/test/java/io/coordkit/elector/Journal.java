package io.coordkit.elector;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A service that writes down what it is told. */
final class Journal implements ElectorCallback {
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final Consumer<String> reader;
    final AtomicBoolean refusesToBecomeActive = new AtomicBoolean();
    final AtomicBoolean refusesToFenceOnce = new AtomicBoolean();

    Journal() {
        this(call -> {});
    }

    /** @param reader is told of each call as it happens */
    Journal(Consumer<String> reader) {
        this.reader = reader;
    }

    /** A call, or what the test itself did to the member. */
    void note(String call) {
        calls.add(call);
        reader.accept(call);
    }

    @Override
    public void becomeActive() {
        note("active");
        if (refusesToBecomeActive.get()) {
            throw new IllegalStateException("not ready");
        }
    }

    @Override
    public void becomeStandby() {
        note("standby");
    }

    @Override
    public void enterNeutralMode() {
        note("neutral");
    }

    @Override
    public void notifyFatalError(String message) {
        note("fatal: " + message);
    }

    @Override
    public void fenceOldActive(byte[] oldActive) {
        note("fence " + new String(oldActive, StandardCharsets.UTF_8));
        if (refusesToFenceOnce.getAndSet(false)) {
            throw new IllegalStateException("cannot fence");
        }
    }

    String last() {
        return calls.isEmpty() ? "" : calls.get(calls.size() - 1);
    }
}
