package io.coordkit.kafka;

/** Another live broker has the same id. */
public final class BrokerIdConflictException extends RegistryException {
    private final int brokerId;

    BrokerIdConflictException(int brokerId, long sessionId) {
        super("broker id " + brokerId + " is already registered by session 0x" + Long.toHexString(sessionId)
                + "; stop that broker or choose another id");
        this.brokerId = brokerId;
    }

    /** The id in question. */
    public int brokerId() {
        return brokerId;
    }
}
