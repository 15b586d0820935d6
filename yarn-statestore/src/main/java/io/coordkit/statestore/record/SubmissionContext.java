package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoMessage;

/**
 * What the client submitted (ApplicationSubmissionContextProto). A few fields are typed; container specification,
 * resources, tags and everything else are carried along as they are.
 *
 * @param message the message itself, for what has no accessor here
 */
public record SubmissionContext(ProtoMessage message) {

    /** A context with the three fields that every submission has. */
    public static SubmissionContext of(ApplicationId id, String name, String queue) {
        return new SubmissionContext(ProtoMessage.EMPTY
                .withMessage(1, id.toMessage())
                .withString(2, name)
                .withString(3, queue));
    }

    public ApplicationId applicationId() {
        return ApplicationId.of(message.message(1).orElse(ProtoMessage.EMPTY));
    }

    public String name() {
        return message.string(2, "N/A");
    }

    public String queue() {
        return message.string(3, "default");
    }

    public String applicationType() {
        return message.string(10, "YARN");
    }

    /** The most attempts that the client allows; 0 leaves it to the resource manager. */
    public int maxAttempts() {
        return message.int32(8, 0);
    }

    /** The same context with another application type. */
    public SubmissionContext withApplicationType(String type) {
        return new SubmissionContext(message.withString(10, type));
    }

    /** The same context with another limit of attempts. */
    public SubmissionContext withMaxAttempts(int attempts) {
        return new SubmissionContext(message.withVarint(8, attempts));
    }
}
