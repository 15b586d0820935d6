package io.coordkit.elector;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A service that writes down what it is told. */
final class Journal implements ElectorCallback {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicBoolean refusesToBecomeActive = new AtomicBoolean();
    final AtomicBoolean refusesToFenceOnce = new AtomicBoolean();

    @Override
    public void becomeActive() {
        calls.add("active");
        if (refusesToBecomeActive.get()) {
            throw new IllegalStateException("not ready");
        }
    }

    @Override
    public void becomeStandby() {
        calls.add("standby");
    }

    @Override
    public void enterNeutralMode() {
        calls.add("neutral");
    }

    @Override
    public void notifyFatalError(String message) {
        calls.add("fatal: " + message);
    }

    @Override
    public void fenceOldActive(byte[] oldActive) {
        calls.add("fence " + new String(oldActive, StandardCharsets.UTF_8));
        if (refusesToFenceOnce.getAndSet(false)) {
            throw new IllegalStateException("cannot fence");
        }
    }

    String last() {
        return calls.isEmpty() ? "" : calls.get(calls.size() - 1);
    }
}
