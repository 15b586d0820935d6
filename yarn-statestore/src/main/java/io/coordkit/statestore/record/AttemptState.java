package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoFormatException;
import io.coordkit.statestore.codec.ProtoMessage;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the store keeps of one attempt (ApplicationAttemptStateDataProto). Times are milliseconds since 1970; 0 means
 * not yet. Fields without an accessor survive reading and writing.
 *
 * @param message the message itself
 */
public record AttemptState(ProtoMessage message) {

    /** The exit status of a container that has not exited (ContainerExitStatus.INVALID). */
    public static final int NOT_EXITED = -1000;

    /** A token storage stream (Hadoop's Credentials) without tokens and secrets. */
    private static final byte[] NO_CREDENTIALS = HexFormat.of().parseHex("48445453000000");

    /** Throws {@link ProtoFormatException} if the message does not say which attempt it is about. */
    public AttemptState {
        if (message.message(1).flatMap(id -> id.message(1)).isEmpty()) {
            throw new ProtoFormatException("attempt state without an attempt id");
        }
    }

    /**
     * A new attempt without credentials, with the same bytes as a resource manager stores for it.
     *
     * @param masterContainer the application master's container, a ContainerProto
     */
    public static AttemptState started(AttemptId id, ProtoMessage masterContainer, long startTimeMs) {
        return new AttemptState(ProtoMessage.EMPTY
                .withMessage(1, id.toMessage())
                .withMessage(2, masterContainer)
                .withBytes(3, NO_CREDENTIALS)
                .withString(5, "N/A")
                .withString(6, "")
                .withVarint(7, startTimeMs)
                .withVarint(9, NOT_EXITED)
                .withVarint(10, 0)
                .withVarint(11, 0)
                .withVarint(12, 0)
                .withVarint(13, 0)
                .withVarint(14, 0)
                .withVarint(17, 0));
    }

    /** Reads the data of an attempt's znode; throws {@link ProtoFormatException} if it is none. */
    public static AttemptState decode(byte[] data) {
        return new AttemptState(ProtoMessage.parse(data));
    }

    public byte[] encode() {
        return message.toBytes();
    }

    public AttemptId id() {
        return AttemptId.of(message.message(1).orElse(ProtoMessage.EMPTY));
    }

    /** The application master's container, a ContainerProto. */
    public Optional<ProtoMessage> masterContainer() {
        return message.message(2);
    }

    /** Where that container runs, {@code host:port} of the node's manager. */
    public Optional<String> masterNode() {
        return masterContainer()
                .flatMap(container -> container.message(2))
                .map(node -> node.string(1, "") + ":" + node.int32(2, 0));
    }

    /** The attempt's tokens and secrets, a token storage stream as Hadoop's Credentials writes it. */
    public Optional<byte[]> credentials() {
        return message.bytes(3);
    }

    /** The final state; empty while the attempt has none (or one of a later version). */
    public Optional<RmAttemptState> state() {
        return RmAttemptState.ofCode(message.int32(4, 0));
    }

    public String finalTrackingUrl() {
        return message.string(5, "");
    }

    public String diagnostics() {
        return message.string(6, "N/A");
    }

    public long startTimeMs() {
        return message.int64(7, 0);
    }

    public long finishTimeMs() {
        return message.int64(12, 0);
    }

    /** How the application master said that it ended. */
    public Optional<FinalStatus> finalStatus() {
        return FinalStatus.ofCode(message.int32(8, -1));
    }

    /** The application master's exit status, {@link #NOT_EXITED} before. */
    public int exitStatus() {
        return message.int32(9, NOT_EXITED);
    }

    /** Resource-seconds used, by resource name: memory in MiB-seconds, cores in core-seconds. */
    public SortedMap<String, Long> resourceSeconds() {
        SortedMap<String, Long> seconds = new TreeMap<>(Map.of(
                "memory-mb", message.int64(10, 0),
                "vcores", message.int64(11, 0)));
        message.messages(15).forEach(entry -> seconds.put(entry.string(1, ""), entry.int64(2, 0)));
        return seconds;
    }

    public AttemptState withCredentials(byte[] credentials) {
        return new AttemptState(message.withBytes(3, credentials));
    }

    public AttemptState withTrackingUrl(String url) {
        return new AttemptState(message.withString(5, url));
    }

    /** The same attempt after its end. */
    public AttemptState finished(
            RmAttemptState state, FinalStatus status, int exitStatus, String diagnostics, long finishTimeMs) {
        return new AttemptState(message.withVarint(4, state.code())
                .withString(6, diagnostics)
                .withVarint(8, status.code())
                .withVarint(9, exitStatus)
                .withVarint(12, finishTimeMs));
    }
}
