package io.coordkit.statestore.codec;

/** Bytes that are not what they should be. */
public final class ProtoFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public ProtoFormatException(String message) {
        super(message);
    }
}
