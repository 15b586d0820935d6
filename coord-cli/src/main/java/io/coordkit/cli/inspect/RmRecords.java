package io.coordkit.cli.inspect;

import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptState;
import io.coordkit.statestore.record.DelegationKey;
import io.coordkit.statestore.record.DelegationToken;
import io.coordkit.statestore.record.Reservation;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoredApplication;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The records of a ResourceManager's state store, one list of each kind; secrets stay out. */
final class RmRecords {
    private static final String NONE = "-";

    private final Instant now;
    private final Unreadable unreadable;
    private final Listing applications = new Listing("applications");
    private final Listing attempts = new Listing("attempts");
    private final Listing tokens = new Listing("tokens");
    private final Listing masterKeys = new Listing("masterKeys");
    private final Listing reservations = new Listing("reservations");

    /** {@code now} is what ages are counted to; what has a field that is none is noted as unreadable. */
    RmRecords(RmState state, Instant now, Unreadable unreadable) {
        this.now = now;
        this.unreadable = unreadable;
        for (StoredApplication application : state.applications().values()) {
            unlessSpoiled(application.state().id(), () -> add(application));
            application.attempts().values().forEach(attempt -> unlessSpoiled(attempt.id(), () -> add(attempt)));
        }
        state.tokens().forEach(token -> unlessSpoiled("RMDelegationToken", () -> add(token)));
        state.masterKeys().stream()
                .sorted(Comparator.comparingInt(DelegationKey::id))
                .forEach(key -> masterKeys.add("masterKey", key.id(), "ends", moment(key.expiryMs())));
        state.reservations().forEach(reservation -> unlessSpoiled(reservation.id(), () -> add(reservation)));
    }

    /** A message is looked into only when something of it is asked for. */
    private void unlessSpoiled(Object id, Runnable add) {
        try {
            add.run();
        } catch (IllegalArgumentException spoiled) {
            unreadable.note(id.toString(), String.valueOf(spoiled.getMessage()));
        }
    }

    List<Listing> listings() {
        return List.of(applications, attempts, tokens, masterKeys, reservations);
    }

    int applications() {
        return applications.size();
    }

    int attempts() {
        return attempts.size();
    }

    /** How many applications are in which state; one that has not ended has none in the store. */
    Map<Object, Long> applicationsByState() {
        return applications.rows().stream()
                .collect(Collectors.groupingBy(row -> row.get("state"), TreeMap::new, Collectors.counting()));
    }

    private void add(StoredApplication application) {
        ApplicationState state = application.state();
        applications.add(
                "application",
                state.id().toString(),
                "state",
                state.state().map(Enum::name).orElse("NOT_ENDED"),
                "attempts",
                application.attempts().size(),
                "user",
                state.user(),
                "queue",
                state.context().queue(),
                "type",
                state.context().applicationType(),
                "submitted",
                moment(state.submitTimeMs()),
                "finished",
                moment(state.finishTimeMs()),
                "name",
                state.context().name());
    }

    private void add(AttemptState attempt) {
        attempts.add(
                "attempt",
                attempt.id().toString(),
                "state",
                attempt.state().map(Enum::name).orElse("NOT_ENDED"),
                "final",
                attempt.finalStatus().map(Enum::name).orElse(NONE),
                "exit",
                attempt.exitStatus() == AttemptState.NOT_EXITED ? NONE : Integer.toString(attempt.exitStatus()),
                "node",
                attempt.masterNode().orElse(NONE),
                "started",
                moment(attempt.startTimeMs()),
                "finished",
                moment(attempt.finishTimeMs()));
    }

    private void add(DelegationToken token) {
        tokens.add(
                "token",
                token.sequenceNumber(),
                "owner",
                token.owner(),
                "renewer",
                token.renewer(),
                "realUser",
                token.realUser().orElse(NONE),
                "masterKey",
                token.keyId(),
                "issued",
                moment(token.issueTimeMs()),
                "ageSeconds",
                Duration.between(Instant.ofEpochMilli(token.issueTimeMs()), now).toSeconds(),
                "renewBy",
                moment(token.renewTimeMs()),
                "ends",
                moment(token.maxTimeMs()));
    }

    private void add(Reservation reservation) {
        reservations.add(
                "reservation",
                reservation.id().toString(),
                "plan",
                reservation.plan(),
                "user",
                reservation.user(),
                "from",
                moment(reservation.startTimeMs()),
                "until",
                moment(reservation.endTimeMs()));
    }

    /** Times that were not yet are 0 in the store. */
    private static String moment(long ms) {
        return ms == 0 ? NONE : Instant.ofEpochMilli(ms).toString();
    }
}
