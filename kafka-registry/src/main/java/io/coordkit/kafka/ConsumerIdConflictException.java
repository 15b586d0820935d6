package io.coordkit.kafka;

/** Another live session has the same consumer id in this group. */
public final class ConsumerIdConflictException extends RegistryException {
    ConsumerIdConflictException(String message) {
        super(message);
    }
}
