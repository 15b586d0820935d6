package io.coordkit.server.jmx;

import java.util.Date;

/** A search for a leader. */
final class ElectionBean implements ElectionMXBean {
    private final Date start = new Date();

    @Override
    public String getStartTime() {
        return start.toString();
    }
}
