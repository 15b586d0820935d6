package io.coordkit.kafka;

/** A write of a controller was refused, because there has been another controller since; nothing was written. */
public final class ControllerMovedException extends RegistryException {
    ControllerMovedException(int epoch) {
        super("the controller of epoch " + epoch + " is not the controller any more");
    }
}
