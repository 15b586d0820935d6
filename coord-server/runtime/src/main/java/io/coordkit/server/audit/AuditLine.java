package io.coordkit.server.audit;

import java.util.Locale;

/** One line of the audit log: names and values, separated by tabs ({@code AuditEvent} of the reference). */
final class AuditLine {
    private final StringBuilder text = new StringBuilder();

    /** How something ended. */
    enum Result {
        SUCCESS,
        FAILURE,
        INVOKED
    }

    /** Adds a value; an empty one is left out. */
    AuditLine with(String name, String value) {
        if (!value.isEmpty()) {
            text.append(name).append('=').append(value).append('\t');
        }
        return this;
    }

    String ending(Result result) {
        return text + "result=" + result.name().toLowerCase(Locale.ROOT);
    }
}
