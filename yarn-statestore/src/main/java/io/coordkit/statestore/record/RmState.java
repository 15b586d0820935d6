package io.coordkit.statestore.record;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a resource manager recovers from.
 *
 * @param applications the applications with their attempts, in the order of their ids
 * @param masterKeys the master keys of the delegation tokens
 * @param tokens the delegation tokens
 * @param tokenSequenceNumber the number of the last token that was stored, 0 before the first
 * @param amrmTokens the keys of the application masters' tokens, once they were stored
 * @param reservations the reservations of all plans, by plan and id
 * @param proxyCa the certificate authority of the web proxy, once it was stored
 */
public record RmState(
        SortedMap<ApplicationId, StoredApplication> applications,
        List<DelegationKey> masterKeys,
        List<DelegationToken> tokens,
        int tokenSequenceNumber,
        Optional<AmrmTokenState> amrmTokens,
        List<Reservation> reservations,
        Optional<ProxyCa> proxyCa) {

    public RmState {
        applications = Collections.unmodifiableSortedMap(new TreeMap<>(applications));
        masterKeys = List.copyOf(masterKeys);
        tokens = List.copyOf(tokens);
        reservations = List.copyOf(reservations);
    }

    /** The same with these applications. */
    public RmState withApplications(SortedMap<ApplicationId, StoredApplication> loaded) {
        return new RmState(loaded, masterKeys, tokens, tokenSequenceNumber, amrmTokens, reservations, proxyCa);
    }
}
