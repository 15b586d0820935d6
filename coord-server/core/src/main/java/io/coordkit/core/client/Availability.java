package io.coordkit.core.client;

import io.coordkit.core.client.ClientFront.Service;

/** What clients get at present, for the parts of a front that must know. */
final class Availability {
    Service service = Service.OPEN;

    /** Whether there is somebody who decides, or at least refuses. */
    boolean mayAsk() {
        return service == Service.OPEN || service == Service.READ_ONLY || service == Service.UNWRITABLE;
    }
}
