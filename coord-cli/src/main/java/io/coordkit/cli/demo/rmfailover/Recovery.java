package io.coordkit.cli.demo.rmfailover;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * What was found in the store, compared with what the client knows.
 *
 * @param acknowledged how many records had been acknowledged before, applications and attempts
 * @param lost acknowledged and not found
 * @param changed found with other bytes than were submitted
 * @param unknown found, but never submitted or refused
 */
record Recovery(int acknowledged, List<String> lost, List<String> changed, List<String> unknown) {

    /**
     * Compares.
     *
     * @param found ids and bytes
     * @param beforeEpoch only what was submitted before this reign is expected
     */
    static Recovery of(Ledger ledger, SortedMap<String, String> found, long beforeEpoch) {
        SortedMap<String, String> must = ledger.content(ledger.entries(Ledger.Answer.ACCEPTED, beforeEpoch));
        SortedMap<String, String> may = ledger.content(ledger.entries(Ledger.Answer.NONE, beforeEpoch));
        may.putAll(must);
        return new Recovery(
                must.size(),
                must.keySet().stream().filter(id -> !found.containsKey(id)).toList(),
                found.keySet().stream()
                        .filter(id -> may.containsKey(id) && !Objects.equals(may.get(id), found.get(id)))
                        .toList(),
                found.keySet().stream().filter(id -> !may.containsKey(id)).toList());
    }

    /** Nothing lost, nothing changed, nothing invented; and there was something to lose. */
    boolean complete() {
        return acknowledged > 0 && lost.isEmpty() && changed.isEmpty() && unknown.isEmpty();
    }
}
