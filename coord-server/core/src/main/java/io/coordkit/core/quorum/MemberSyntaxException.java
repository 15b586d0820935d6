package io.coordkit.core.quorum;

/** A line of a membership that cannot be read; the message names the line and what is accepted. */
public final class MemberSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message for a person */
    public MemberSyntaxException(String message) {
        super(message, null, false, false);
    }
}
