package io.coordkit.kafka;

/**
 * What becomes of a candidate for the controller. All calls of one {@link ControllerElector} come from its own thread, one
 * after the other, and it does nothing else meanwhile. Exceptions are logged and otherwise ignored.
 */
public interface ControllerListener {
    /** Hears nothing; {@link ControllerElector#controllership} tells who asks. */
    ControllerListener NONE = new ControllerListener() {};

    /** This broker is the controller from now on. */
    default void onElected(Controllership controllership) {}

    /** This broker is not the controller any more; what it still writes as such is refused once there is another one. */
    default void onResigned() {}
}
