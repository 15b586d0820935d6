package io.coordkit.kafka;

/**
 * What becomes of a broker's registration after {@link BrokerRegistrar#start}. All calls of one registrar come from its
 * own thread, one after the other, and it does nothing else meanwhile. Exceptions are logged and otherwise ignored.
 */
public interface BrokerListener {
    /** Hears nothing; {@link BrokerRegistrar#epoch} tells who asks. */
    BrokerListener NONE = new BrokerListener() {};

    /** The session is gone and with it the registration; when there is a new session, the broker registers again. */
    default void onLost() {}

    /** The broker is registered again. @param epoch the new broker epoch, greater than the one before */
    default void onRegisteredAgain(long epoch) {}

    /**
     * Registering again failed. The broker stays unregistered at least until the client reconnects the next time, when
     * it is tried once more; to try earlier, close this registrar and start a new one.
     *
     * @param why a {@link BrokerIdConflictException} when another session has taken the id meanwhile
     */
    default void onNotRegistered(RegistryException why) {}
}
