package io.coordkit.planted.first;

import io.coordkit.planted.second.Other;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** Breaks every rule of purity once, so that each rule is seen to fail. Never called. */
public final class Impure {
    static int mutable;

    private Impure() {}

    static long clocks() {
        return System.nanoTime() + System.currentTimeMillis() + Instant.now().toEpochMilli();
    }

    static String ambient(Object object) {
        return System.getProperty("x") + System.identityHashCode(object) + UUID.randomUUID();
    }

    static Map<String, String> unordered() {
        Set<String> set = new HashSet<>();
        Supplier<Map<String, String>> byReference = HashMap::new;
        return set.isEmpty() ? byReference.get() : new HashMap<>();
    }

    static int random() {
        return new Random().nextInt();
    }

    static Thread thread(AtomicLong shared) {
        return new Thread(shared::incrementAndGet);
    }

    static File file(Path path) {
        return path.toFile();
    }

    static URI network() {
        return URI.create("x:");
    }

    static void foreign(Logger logger) {
        logger.info(Other.NAME);
    }
}
