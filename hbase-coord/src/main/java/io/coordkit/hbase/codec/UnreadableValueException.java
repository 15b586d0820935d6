package io.coordkit.hbase.codec;

import java.io.IOException;

/** A znode's value is none of the forms that any HBase wrote. The value is left alone; the message says what is wrong. */
public final class UnreadableValueException extends IOException {
    public UnreadableValueException(String message) {
        super(message);
    }

    /** The same, with the path of the znode that holds the value. */
    public UnreadableValueException at(String path) {
        UnreadableValueException located = new UnreadableValueException(path + ": " + getMessage());
        located.initCause(this);
        return located;
    }
}
