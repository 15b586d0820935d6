package io.coordkit.cli.demo.rmfailover;

import io.coordkit.statestore.codec.ProtoMessage;
import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptId;
import io.coordkit.statestore.record.AttemptState;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.SubmissionContext;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The applications that the demo's client submits. The bytes of an application depend on its number only, and those of
 * its attempt on the epoch too; so the demo knows every byte that must be in the store without asking who wrote it.
 *
 * @param clusterTimestamp the part of the ids that all have in common, milliseconds since 1970
 */
record Workload(long clusterTimestamp) {

    private static final List<String> USERS = List.of("alice", "bob", "carol");
    private static final HexFormat HEX = HexFormat.of();

    /** A container's id carries the epoch of the resource manager that issued it in the bits above these. */
    private static final int EPOCH_SHIFT = 40;

    ApplicationId id(int number) {
        return new ApplicationId(clusterTimestamp, number);
    }

    AttemptId attemptId(int number) {
        return new AttemptId(id(number), 1);
    }

    ApplicationState application(int number) {
        return ApplicationState.submitted(
                SubmissionContext.of(id(number), "word count " + number, "default"),
                USERS.get(number % USERS.size()),
                clusterTimestamp + number,
                clusterTimestamp + number + 1);
    }

    AttemptState attempt(int number, long epoch) {
        return AttemptState.started(attemptId(number), masterContainer(number, epoch), clusterTimestamp + number + 2);
    }

    /** What must be in the store for one application: each id with its bytes in hexadecimal. */
    SortedMap<String, String> content(int number, long epoch) {
        SortedMap<String, String> content = new TreeMap<>();
        content.put(id(number).toString(), HEX.formatHex(application(number).encode()));
        content.put(
                attemptId(number).toString(),
                HEX.formatHex(attempt(number, epoch).encode()));
        return content;
    }

    /** What was loaded, in the same form. */
    static SortedMap<String, String> content(RmState loaded) {
        SortedMap<String, String> content = new TreeMap<>();
        loaded.applications().forEach((id, application) -> {
            content.put(id.toString(), HEX.formatHex(application.state().encode()));
            application
                    .attempts()
                    .forEach((attempt, state) -> content.put(attempt.toString(), HEX.formatHex(state.encode())));
        });
        return content;
    }

    /** A ContainerProto: {1 id {2 attempt {1 application {1 number, 2 timestamp}, 2 number}, 3 id}, 2 node {1 host, 2 port}}. */
    private ProtoMessage masterContainer(int number, long epoch) {
        ProtoMessage application = ProtoMessage.EMPTY.withVarint(1, number).withVarint(2, clusterTimestamp);
        ProtoMessage attempt = ProtoMessage.EMPTY.withMessage(1, application).withVarint(2, 1);
        ProtoMessage id = ProtoMessage.EMPTY.withMessage(2, attempt).withVarint(3, epoch << EPOCH_SHIFT | 1);
        ProtoMessage node =
                ProtoMessage.EMPTY.withString(1, "worker" + number % 4).withVarint(2, 45454);
        return ProtoMessage.EMPTY.withMessage(1, id).withMessage(2, node);
    }
}
