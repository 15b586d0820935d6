package io.coordkit.elector.data;

/** The bytes of a lock or breadcrumb are not the message they were taken for. */
public final class MalformedDataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MalformedDataException(String message) {
        super(message);
    }
}
