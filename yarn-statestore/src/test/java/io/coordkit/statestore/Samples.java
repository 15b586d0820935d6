package io.coordkit.statestore;

import io.coordkit.statestore.codec.ProtoMessage;
import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptId;
import io.coordkit.statestore.record.AttemptState;
import io.coordkit.statestore.record.DelegationToken;
import io.coordkit.statestore.record.Reservation;
import io.coordkit.statestore.record.ReservationId;
import io.coordkit.statestore.record.SubmissionContext;
import java.util.HexFormat;

/** Records for tests. */
public final class Samples {

    public static final long CLUSTER = 1_700_000_000_000L;

    private Samples() {}

    public static ApplicationId id(int number) {
        return new ApplicationId(CLUSTER, number);
    }

    public static ApplicationState application(int number) {
        return ApplicationState.submitted(
                SubmissionContext.of(id(number), "demo", "default"), "alice", CLUSTER + 1, CLUSTER + 2);
    }

    public static AttemptState attempt(int application, int number) {
        return AttemptState.started(new AttemptId(id(application), number), container(), CLUSTER + 3);
    }

    /** The first container of the first attempt of application 1, as Hadoop writes it. */
    public static ProtoMessage container() {
        return ProtoMessage.parse(
                HexFormat.of()
                        .parseHex(
                                "0a11120d0a0908011080d095ffbc311001180112050a016810011a03683a3222290801"
                                        + "10011a130a096d656d6f72792d6d6210011a024d6920001a0e0a0676636f72657310011a0020002a0208013801"));
    }

    public static DelegationToken token(int sequenceNumber) {
        return DelegationToken.of("alice", "rm", 1700000000000L, 1700604800000L, sequenceNumber, 3, 1700086400000L);
    }

    public static Reservation reservation(String plan, int number) {
        return Reservation.of(
                plan, new ReservationId(CLUSTER, number), "alice", CLUSTER + 10, CLUSTER + 20, CLUSTER + 5);
    }
}
