package io.coordkit.failover;

import io.coordkit.elector.ElectorCallback;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the election decides is done to the services, on the elector's thread; the controller hears of it afterwards. */
final class ElectionResults implements ElectorCallback {
    private static final Logger LOG = LoggerFactory.getLogger(ElectionResults.class);

    /** Must not block: the elector waits meanwhile. */
    interface Listener {
        void becameActive(long participation);

        void becameStandby(long participation);

        void failed(String reason);
    }

    private final ServiceGroup group;
    private final LocalService service;
    private final Fencing fencing;
    private final Attempts attempts;
    private final LongSupplier participation;
    private final Listener listener;

    ElectionResults(
            ServiceGroup group,
            LocalService service,
            Fencing fencing,
            Attempts attempts,
            LongSupplier participation,
            Listener listener) {
        this.group = group;
        this.service = service;
        this.fencing = fencing;
        this.attempts = attempts;
        this.participation = participation;
        this.listener = listener;
    }

    @Override
    public void becomeActive() throws IOException {
        long by = participation.getAsLong();
        try {
            service.becomeActive();
        } catch (IOException | RuntimeException refused) {
            attempts.record(false, "the service did not become active: " + refused.getMessage());
            throw refused;
        }
        LOG.info("service={} became active", service);
        listener.becameActive(by);
        attempts.record(true, service + " became active");
    }

    @Override
    public void becomeStandby() {
        long by = participation.getAsLong();
        try {
            service.becomeStandby();
            LOG.info("service={} became standby", service);
        } catch (IOException | RuntimeException refused) {
            // Probably it is being fenced at this moment; if it lives, the next reports of its state will not fit.
            LOG.error("service={} does not become standby", service, refused);
        }
        listener.becameStandby(by);
    }

    /** Nothing to do: a NameNode's journal, for example, lets only one write, and the lock may well be regained. */
    @Override
    public void enterNeutralMode() {}

    @Override
    public void notifyFatalError(String message) {
        listener.failed(message);
    }

    @Override
    public void fenceOldActive(byte[] oldActive) throws IOException {
        try {
            fencing.fence(group.targetOf(oldActive));
        } catch (IOException | RuntimeException failed) {
            attempts.record(false, "the old active could not be fenced: " + failed.getMessage());
            throw failed;
        }
    }
}
