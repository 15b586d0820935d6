package io.coordkit.recipes;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits until assertions hold; fails with the last of their failures. */
public final class Await {
    private Await() {}

    public static void until(ThrowingCallable assertions) {
        long deadline = System.nanoTime() + RecipeServer.PATIENCE.toNanos();
        while (true) {
            try {
                assertions.call();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }
}
