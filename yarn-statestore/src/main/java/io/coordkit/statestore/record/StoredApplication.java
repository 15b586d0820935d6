package io.coordkit.statestore.record;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An application with its attempts, as loaded.
 *
 * @param state the application
 * @param attempts its attempts in the order of their numbers
 */
public record StoredApplication(ApplicationState state, SortedMap<AttemptId, AttemptState> attempts) {

    public StoredApplication {
        attempts = Collections.unmodifiableSortedMap(new TreeMap<>(attempts));
    }
}
