package io.coordkit.core.wire;

/**
 * Bytes that are not the record they should be: too short, a negative length, an unknown kind. The message names what was
 * wrong; there is no stack trace, because the sender and not this program is at fault.
 */
public final class MalformedRecordException extends Exception {
    /** @param message what was expected and what was found */
    public MalformedRecordException(String message) {
        super(message, null, false, false);
    }
}
