package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoFormatException;
import io.coordkit.statestore.codec.ProtoMessage;
import java.util.Optional;

/**
 * What the store keeps of one application (ApplicationStateDataProto). Times are milliseconds since 1970; 0 means not
 * yet. Fields without an accessor (caller context, timeouts, fields of later versions) survive reading and writing.
 *
 * @param message the message itself
 */
public record ApplicationState(ProtoMessage message) {

    /** Throws {@link ProtoFormatException} if the message does not say which application it is about. */
    public ApplicationState {
        if (message.message(2).flatMap(context -> context.message(1)).isEmpty()) {
            throw new ProtoFormatException("application state without an application id");
        }
    }

    /** A new application, with the same bytes as a resource manager stores for it. */
    public static ApplicationState submitted(
            SubmissionContext context, String user, long submitTimeMs, long startTimeMs) {
        return new ApplicationState(ProtoMessage.EMPTY
                .withVarint(1, submitTimeMs)
                .withMessage(2, context.message())
                .withString(3, user)
                .withVarint(4, startTimeMs)
                .withString(6, "")
                .withVarint(7, 0)
                .withVarint(10, 0));
    }

    /** Reads the data of an application's znode; throws {@link ProtoFormatException} if it is none. */
    public static ApplicationState decode(byte[] data) {
        return new ApplicationState(ProtoMessage.parse(data));
    }

    public byte[] encode() {
        return message.toBytes();
    }

    public ApplicationId id() {
        return context().applicationId();
    }

    public SubmissionContext context() {
        return new SubmissionContext(message.message(2).orElse(ProtoMessage.EMPTY));
    }

    public String user() {
        return message.string(3, "");
    }

    /** The user on whose authority {@link #user()} acts, if somebody submitted for somebody else. */
    public Optional<String> realUser() {
        return message.has(11) ? Optional.of(message.string(11, "")) : Optional.empty();
    }

    public long submitTimeMs() {
        return message.int64(1, 0);
    }

    public long startTimeMs() {
        return message.int64(4, 0);
    }

    public long launchTimeMs() {
        return message.int64(10, 0);
    }

    public long finishTimeMs() {
        return message.int64(7, 0);
    }

    /** The final state; empty while the application has none (or one of a later version). */
    public Optional<RmAppState> state() {
        return RmAppState.ofCode(message.int32(5, 0));
    }

    public String diagnostics() {
        return message.string(6, "N/A");
    }

    /** The same application after its end. */
    public ApplicationState finished(RmAppState state, String diagnostics, long finishTimeMs) {
        return new ApplicationState(
                message.withVarint(5, state.code()).withString(6, diagnostics).withVarint(7, finishTimeMs));
    }

    public ApplicationState withLaunchTime(long launchTimeMs) {
        return new ApplicationState(message.withVarint(10, launchTimeMs));
    }

    public ApplicationState withRealUser(String realUser) {
        return new ApplicationState(message.withString(11, realUser));
    }
}
